/** Which computer names are one machine (sessions.md 4.1). */
import type { Coverage, Machine, MachineFact } from '../../../contract/sessions'
import { formatFileTime } from '../../text/time'
import { visibleName } from '../../text/visible-text'
import type { CaseRows } from '../records/case-rows'
import { hashId } from '../hash-id'
import { firstLabel, namesByLabel } from '../hosts/names'
import { findForks, forkFacts, NamedRecords, NO_FORKS, successionsOf, type Forks } from './machine-forks'
import {
  findRenames,
  machineSidLinks,
  renameLinks,
  sameRecordLinks,
  type NameLink,
  type Rename,
} from './machine-links'
import type { RecordRun } from '../records/record-runs'
import { citeRecord } from '../session-facts'

export interface MachineSet {
  readonly machines: readonly Machine[]
  /** Stable name for ids: the smallest folded short name. */
  readonly keys: readonly string[]
  /** Machine index by string id of a computer name. */
  readonly ofComputer: ReadonlyMap<number, number>
  /** First and last record (row of the record table) per machine, by time. */
  readonly firstRecord: readonly number[]
  readonly lastRecord: readonly number[]
}

interface NameUse {
  readonly name: string
  firstRecord: number
  lastRecord: number
}

interface StreamNames {
  readonly names: Set<string>
  readonly renames: NameLink[]
  switches: number
  lastName: string
  lastRecordId: number
}

/** What a person said of computers, whose names are in any spelling; names that no log has are passed over. */
export interface ToldNames {
  /** Names of one machine each. */
  readonly merges: readonly (readonly string[])[]
  /** Names of different machines each: no record joins two of them, and no merge. */
  readonly splits: readonly (readonly string[])[]
  /** What is to be added to all times of a computer, and why. */
  readonly clocks: readonly ToldClock[]
}
export interface ToldClock {
  readonly computer: string
  readonly offsetMs: number
  readonly reason: string
}
export const NOTHING_TOLD: ToldNames = { merges: [], splits: [], clocks: [] }

/**
 * Names are equal when a person says so, when they fold to the same text, when one is the first label of the other (and no second machine
 * claims that label), when one log file carries both with record ids running on across a single change, or when the
 * event log says that the one became the other.
 */
export function identifyMachines(
  rows: CaseRows,
  runs: readonly RecordRun[],
  told: ToldNames = NOTHING_TOLD,
): MachineSet {
  const uses = new Map<string, NameUse>()
  const nameOf = new Map<number, string>()
  const streams = new Map<number, StreamNames>()
  scanNames(rows, runs, uses, nameOf, streams)

  const names = [...uses.keys()].sort()
  const sets = new NameSets(names, told.splits.map(folded))
  for (const merge of told.merges) joinTold(names, merge, sets)
  // A collector's file switches back and forth; a renamed machine changes its name once per name.
  const own = [...streams.values()].filter(({ names: all, switches }) => switches === all.size - 1)
  const facts = names.length < 2 ? null : renameFacts(rows, runs, names, own)
  const forks = facts?.forks ?? NO_FORKS
  for (const { renames } of own) for (const link of renames) if (!forks.has(link.names[0])) sets.link(link)
  joinShortNames(names, sets)
  if (facts !== null && sets.count() > 1) joinByRecords(rows, runs, uses, names, sets, facts)
  return describe(rows, uses, nameOf, names, sets, forks)
}

/** What records say of names that followed each other. */
interface RenameFacts {
  readonly renames: readonly Rename[]
  readonly forks: Forks
  readonly named: NamedRecords
}

function renameFacts(
  rows: CaseRows,
  runs: readonly RecordRun[],
  names: readonly string[],
  streams: readonly StreamNames[],
): RenameFacts {
  const renames = findRenames(rows)
  const named = new NamedRecords(rows, runs)
  const inStreams = streams.flatMap((stream) =>
    stream.renames.map(({ names: [from, to], record }) => ({ from, to, record })),
  )
  const several = streams.filter(({ names: all }) => all.size > 1).map(({ names: all }) => all)
  const forks = findForks([...inStreams, ...successionsOf(renames, names)], several, named)
  return { renames, forks, named }
}

function folded(names: readonly string[]): string[] {
  return names.map((name) => name.trim().toLowerCase())
}

function joinTold(names: readonly string[], merge: readonly string[], sets: NameSets): void {
  const [first, ...others] = folded(merge)
    .filter((name) => names.includes(name))
    .sort()
  for (const other of others) if (first !== undefined) sets.join(first, other)
}

function scanNames(
  rows: CaseRows,
  runs: readonly RecordRun[],
  uses: Map<string, NameUse>,
  nameOf: Map<number, string>,
  streams: Map<number, StreamNames>,
): void {
  const channels = rows.table.strings.length
  for (const run of runs) {
    const { first, computer } = run
    const last = run.end - 1
    const name = rows.fold(computer)
    nameOf.set(computer, name)
    const use = uses.get(name)
    if (use === undefined) uses.set(name, { name, firstRecord: first, lastRecord: last })
    else {
      if (rows.recordMs(first) < rows.recordMs(use.firstRecord)) use.firstRecord = first
      if (rows.recordMs(last) > rows.recordMs(use.lastRecord)) use.lastRecord = last
    }
    const key = run.source * channels + run.channel
    const stream = streams.get(key)
    if (stream === undefined) {
      streams.set(key, {
        names: new Set([name]),
        renames: [],
        switches: 0,
        lastName: name,
        lastRecordId: rows.recordId(last),
      })
    } else {
      if (name !== stream.lastName) {
        stream.names.add(name)
        stream.switches++
        if (rows.recordId(first) === stream.lastRecordId + 1)
          stream.renames.push({
            names: [stream.lastName, name],
            method: 'stream',
            confidence: 'certain',
            record: first,
          })
        stream.lastName = name
      }
      stream.lastRecordId = rows.recordId(last)
    }
  }
}

function joinShortNames(names: readonly string[], sets: NameSets): void {
  for (const [label, same] of namesByLabel(names)) {
    const long = same.filter((name) => name !== label)
    const domains = new Set(long.map((name) => sets.root(name)))
    const first = long[0]
    // Two machines of different domains share the label: the bare name could be either, so it stays alone.
    if (same.includes(label) && domains.size === 1 && first !== undefined) sets.join(label, first)
  }
}

/** Links that records tell, while there is more than one machine to join. */
function joinByRecords(
  rows: CaseRows,
  runs: readonly RecordRun[],
  uses: ReadonlyMap<string, NameUse>,
  names: readonly string[],
  sets: NameSets,
  { renames, forks, named }: RenameFacts,
): void {
  const byLabel = namesByLabel(names)
  const rootsOf = (label: string): readonly string[] => [
    ...new Set((byLabel.get(label) ?? []).map((name) => sets.root(name))),
  ]
  const images = new Set([...forks.keys()].map((name) => firstLabel(name)))
  const certain = renames.filter(({ from }) => !images.has(from))
  for (const link of renameLinks(certain, rootsOf)) sets.link(link)
  for (const link of sameRecordLinks(rows, runs)) sets.link(link)
  if (sets.count() === 1) return
  const spanOf = (name: string): { root: string; from: number; to: number } => {
    const root = sets.root(name)
    const own = names.filter((other) => sets.root(other) === root).flatMap((other) => uses.get(other) ?? [])
    return {
      root,
      from: Math.min(...own.map(({ firstRecord }) => rows.recordMs(firstRecord))),
      to: Math.max(...own.map(({ lastRecord }) => rows.recordMs(lastRecord))),
    }
  }
  const others = names.filter((name) => !forks.has(name))
  const differ = (a: string, b: string): boolean => named.differ(a, b)
  for (const link of machineSidLinks(rows, others, spanOf, differ)) sets.link(link)
}

/** First and last record time of each machine, on the line that is in use. Times within a run do not go back. */
export function coverageOf(rows: CaseRows, set: MachineSet, runs: readonly RecordRun[]): Coverage[] {
  const { time } = rows.records
  const ranges: (Coverage | undefined)[] = set.machines.map(() => undefined)
  for (const { computer, first, end } of runs) {
    const machine = set.ofComputer.get(computer) ?? 0
    const [from, to] = [time[first] ?? 0n, time[end - 1] ?? 0n]
    const known = ranges[machine]
    ranges[machine] = {
      machine,
      first: known === undefined || from < known.first ? from : known.first,
      last: known === undefined || to > known.last ? to : known.last,
    }
  }
  return ranges.filter((range) => range !== undefined)
}

function describe(
  rows: CaseRows,
  uses: ReadonlyMap<string, NameUse>,
  nameOf: ReadonlyMap<number, string>,
  names: readonly string[],
  sets: NameSets,
  forks: Forks,
): MachineSet {
  const groups = new Map<string, string[]>()
  for (const name of names) {
    const root = sets.root(name)
    const group = groups.get(root)
    if (group === undefined) groups.set(root, [name])
    else group.push(name)
  }
  const index = new Map<string, number>()
  const machines: Machine[] = []
  const keys: string[] = []
  const firsts: number[] = []
  const lasts: number[] = []
  for (const group of [...groups.values()].sort(byKey)) {
    const groupUses = group.flatMap((name) => uses.get(name) ?? [])
    const first = pick(
      groupUses.map((use) => use.firstRecord),
      (a, b) => rows.recordMs(a) < rows.recordMs(b),
    )
    const last = pick(
      groupUses.map((use) => use.lastRecord),
      (a, b) => rows.recordMs(a) > rows.recordMs(b),
    )
    const written = aliasesAsWritten(rows, groupUses)
    const key = machineKey(group)
    for (const name of group) index.set(name, machines.length)
    machines.push({
      id: hashId('machine', key),
      name: rows.text(rows.records.computer[last] ?? 0) ?? 'unknown computer',
      aliases: written,
      identity: [
        ...forkFacts(rows, forks, group),
        ...(group.length === 1 ? [] : identityOf(rows, groupUses, sets.links, group)),
      ],
    })
    keys.push(key)
    firsts.push(first)
    lasts.push(last)
  }
  const ofComputer = new Map<number, number>()
  for (const [id, name] of nameOf) ofComputer.set(id, index.get(name) ?? 0)
  return { machines, keys, ofComputer, firstRecord: firsts, lastRecord: lasts }
}

const LINK_WORDS: Readonly<Record<NameLink['method'], string>> = {
  stream: 'record ids of one log run on across the change of name',
  renamed: 'the event log says that the computer was renamed',
  'account-renamed': 'a domain controller tells of the rename of its account',
  'machine-sid': 'its local accounts have the same machine SID, and the names were not used at the same time',
  'same-record': 'two files hold the same record under the two names',
}

/** The links that joined the names, then the records in which each name stands. */
function identityOf(
  rows: CaseRows,
  uses: readonly NameUse[],
  links: readonly NameLink[],
  group: readonly string[],
): MachineFact[] {
  const own = links.filter(({ names }) => names.some((name) => group.includes(name)))
  const joined = own.map(({ names: [a, b], method, confidence, record }): MachineFact => ({
    text: `${visibleName(a)} and ${visibleName(b)} are one computer: ${LINK_WORDS[method]} (${citeRecord(rows, record)}); ${confidence}.`,
    confidence,
    evidence: [{ record, role: 'same-computer' }],
  }))
  const called = uses
    .toSorted(
      (a, b) => rows.recordMs(a.firstRecord) - rows.recordMs(b.firstRecord) || (a.name < b.name ? -1 : 1),
    )
    .map(({ name, firstRecord, lastRecord }): MachineFact => ({
      text: `Called ${visibleName(name)} from ${formatFileTime(rows.recordedTime(firstRecord))} (${citeRecord(rows, firstRecord)}) to ${formatFileTime(rows.recordedTime(lastRecord))} (${citeRecord(rows, lastRecord)}).`,
      confidence: 'certain',
      evidence: [
        { record: firstRecord, role: 'name' },
        { record: lastRecord, role: 'name' },
      ],
    }))
  return [...joined, ...called]
}

/** Every spelling in evidence at the first and last record of each folded name. */
function aliasesAsWritten(rows: CaseRows, uses: readonly NameUse[]): string[] {
  const written = new Set<string>()
  for (const use of uses) {
    written.add(rows.text(rows.records.computer[use.firstRecord] ?? 0) ?? '')
    written.add(rows.text(rows.records.computer[use.lastRecord] ?? 0) ?? '')
  }
  return [...written].sort()
}

function pick(candidates: readonly number[], better: (a: number, b: number) => boolean): number {
  let best = candidates[0] ?? 0
  for (const candidate of candidates) if (better(candidate, best)) best = candidate
  return best
}

function byKey(a: readonly string[], b: readonly string[]): number {
  return machineKey(a) < machineKey(b) ? -1 : 1
}

/** Short names alone would collide for machines of different domains, so the full smallest name is kept beside. */
function machineKey(group: readonly string[]): string {
  const long = group.filter((name) => name.includes('.'))
  return long[0] ?? group[0] ?? ''
}

class NameSets {
  /** Links that joined two machines, in their order. */
  readonly links: NameLink[] = []
  private readonly parent: Map<string, string>

  constructor(
    names: readonly string[],
    private readonly splits: readonly (readonly string[])[],
  ) {
    this.parent = new Map(names.map((name) => [name, name]))
  }

  root(name: string): string {
    let at = name
    for (;;) {
      const parent = this.parent.get(at) ?? at
      if (parent === at) return at
      at = parent
    }
  }

  /** How many machines there are. */
  count(): number {
    return new Set([...this.parent.keys()].map((name) => this.root(name))).size
  }

  /** Joins what a record says is one, and keeps the link that did. */
  link(link: NameLink): void {
    if (this.join(...link.names)) this.links.push(link)
  }

  /** The smaller root wins, so the result does not depend on the order of joining. False where nothing was joined. */
  join(a: string, b: string): boolean {
    const [low, high] = [this.root(a), this.root(b)].sort() as [string, string]
    if (low === high || this.areApart(low, high)) return false
    this.parent.set(high, low)
    return true
  }

  /** Joining would put two names into one machine of which a person said that they are not. */
  private areApart(a: string, b: string): boolean {
    return this.splits.some((names) => {
      const known = names.filter((name) => this.parent.has(name))
      return known.some((name) => this.root(name) === a) && known.some((name) => this.root(name) === b)
    })
  }
}
