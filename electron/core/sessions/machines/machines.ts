/** Which computer names are one machine (sessions.md 4.1). */
import type { Coverage } from '../../../contract/sessions'
import type { CaseRows } from '../records/case-rows'
import { firstLabel, namesByLabel } from '../hosts/names'
import { describeMachines, type Apart, type MachineSet, type NameUse } from './describe-machines'
import { findForks, NamedRecords, NO_FORKS, successionsOf, type Forks } from './machine-forks'
import {
  findRenames,
  machineSidLinks,
  renameLinks,
  sameRecordLinks,
  type NameLink,
  type Rename,
} from './machine-links'
import { NameSets } from './name-sets'
import { isCollected, type RecordRun } from '../records/record-runs'

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
 * claims that label, nor do their logs contradict each other), when one log file carries both with record ids running on across a single
 * change, or when the event log says that the one became the other.
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
  const apart = facts === null ? [] : joinShortNames(names, uses, sets, facts.named)
  if (facts !== null && sets.count() > 1) apart.push(...joinByRecords(rows, runs, uses, names, sets, facts))
  return describeMachines(rows, uses, nameOf, names, sets, { forks, apart })
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
    // Text may hold the logs of many computers, a collector's log does.
    if (rows.isText(first) || isCollected(rows, run)) continue
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

/** Joins bare names with the one full name that they begin; those that cannot be one computer are handed back. */
function joinShortNames(
  names: readonly string[],
  uses: ReadonlyMap<string, NameUse>,
  sets: NameSets,
  named: NamedRecords,
): Apart[] {
  const apart: Apart[] = []
  for (const [label, same] of namesByLabel(names)) {
    const long = same.filter((name) => name !== label)
    const domains = new Set(long.map((name) => sets.root(name)))
    const first = long[0]
    // Two machines of different domains share the label: the bare name could be either, so it stays alone.
    if (!same.includes(label) || domains.size !== 1 || first === undefined) continue
    // A person or a log has said so.
    if (sets.root(label) === sets.root(first)) continue
    if (long.some((name) => named.areTwo(label, name)))
      apart.push({ names: [label, first], record: uses.get(label)?.firstRecord ?? 0, why: 'label' })
    else {
      const record = uses.get(label)?.firstRecord ?? 0
      sets.link({ names: [label, first], method: 'short-name', confidence: 'high', record })
    }
  }
  return apart
}

/** Names of one machine that are compared with those of another. */
const MAX_COMPARED = 16

/** Links that records tell, while there is more than one machine to join. Handed back are renames after which the old name was another computer's. */
function joinByRecords(
  rows: CaseRows,
  runs: readonly RecordRun[],
  uses: ReadonlyMap<string, NameUse>,
  names: readonly string[],
  sets: NameSets,
  { renames, forks, named }: RenameFacts,
): Apart[] {
  const byLabel = namesByLabel(names)
  const rootsOf = (label: string): readonly string[] => [
    ...new Set((byLabel.get(label) ?? []).map((name) => sets.root(name))),
  ]
  const images = new Set([...forks.keys()].map((name) => firstLabel(name)))
  const certain = renames.filter(({ from }) => !images.has(from))
  const apart: Apart[] = []
  const namesWith = (name: string): readonly string[] =>
    names.filter((one) => sets.root(one) === sets.root(name)).slice(0, MAX_COMPARED)
  for (const link of renameLinks(certain, rootsOf)) {
    if (sets.root(link.names[0]) === sets.root(link.names[1])) continue
    const [old, next] = [namesWith(link.names[0]), namesWith(link.names[1])]
    if (old.some((a) => next.some((b) => a !== b && named.areTwo(a, b))))
      apart.push({ names: link.names, record: link.record, why: 'renamed' })
    else sets.link(link)
  }
  for (const link of sameRecordLinks(rows, runs)) if (!named.differ(...link.names)) sets.link(link)
  if (sets.count() === 1) return apart
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
  return apart
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
