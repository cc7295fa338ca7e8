/** The machines of a case with their names, and in sentences why several names are one machine or one name is two. */
import type { Machine, MachineFact } from '../../../contract/sessions'
import { formatFileTime } from '../../text/time'
import { visibleName } from '../../text/visible-text'
import { hashId } from '../hash-id'
import type { CaseRows } from '../records/case-rows'
import { citeRecord } from '../session-facts'
import { forkFacts, type Forks } from './machine-forks'
import type { NameLink } from './machine-links'
import type { NameSets } from './name-sets'

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

/** First and last record of a folded name, rows of the record table, by time. */
export interface NameUse {
  readonly name: string
  firstRecord: number
  lastRecord: number
}

/** Two names that something says are one computer, and whose logs say that they are two. */
export interface Apart {
  readonly names: readonly [string, string]
  /** The record that tells of the rename, else the first under the bare name. */
  readonly record: number
  readonly why: 'label' | 'renamed'
}

/** Machines in the order of their keys. */
export function describeMachines(
  rows: CaseRows,
  uses: ReadonlyMap<string, NameUse>,
  nameOf: ReadonlyMap<number, string>,
  names: readonly string[],
  sets: NameSets,
  { forks, apart }: { readonly forks: Forks; readonly apart: readonly Apart[] },
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
        ...apartFacts(rows, apart, group),
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
  'short-name': 'the one name is the first label of the other',
  'same-record': 'two files hold the same record under the two names',
}

const APART_WORDS: Readonly<Record<Apart['why'], string>> = {
  label: 'though the one name is the first label of the other',
  renamed: 'though a record tells of a rename: the old name was given to another',
}

function apartFacts(rows: CaseRows, apart: readonly Apart[], group: readonly string[]): MachineFact[] {
  return apart
    .filter(({ names }) => names.some((name) => group.includes(name)))
    .map(({ names, record, why }): MachineFact => {
      const [a, b] = names.map(visibleName)
      return {
        text: `${a} and ${b} are two computers, ${APART_WORDS[why]} (${citeRecord(rows, record)}). Their logs have different records under the same ids at the same time; high.`,
        confidence: 'high',
        evidence: [{ record, role: 'other-computer' }],
      }
    })
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
