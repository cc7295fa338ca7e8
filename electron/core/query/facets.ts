import type { FacetCount, QueryReply } from '../../contract/engine'
import {
  CONFIDENCES,
  END_REASONS,
  LOGON_CLASSES,
  type LogonClass,
  type Machine,
} from '../../contract/sessions'
import { Commonest } from './commonest'
import { DURATION_STEPS, durationStep } from './duration-steps'
import { bitsOf, HIDDEN_BIT, type FilterMask } from './filter-mask'
import { NO_CONFIDENCE, UNKNOWN_TYPE_BIT, type SessionColumns } from './session-columns'
import { UNKNOWN } from './syntax/term-values'
import { compareText } from './text-pattern'

/** Values a facet lists; more can be reached by typing. */
const MAX_FACET_VALUES = 2000

const TYPE_NAMES = Array.from({ length: 32 }, (_, type) =>
  type === UNKNOWN_TYPE_BIT ? UNKNOWN : String(type),
)

type UntaggedCounts = Omit<QueryReply['facets'], 'tag'>

/** Counts of each facet's values among the sessions that all terms of other facets keep. */
export class FacetCounter {
  private readonly names: readonly string[]
  private readonly accounts: Commonest
  private readonly computers: Commonest
  private readonly sources: Commonest
  private readonly steps: Uint8Array
  private readonly perClass: Uint32Array
  /** Of everything, which is asked again and again: nothing typed, the same classes hidden. */
  private whole: { readonly hidden: string; readonly counts: UntaggedCounts } | null = null

  constructor(
    private readonly columns: SessionColumns,
    machines: readonly Machine[],
  ) {
    this.names = machineValues(machines)
    this.accounts = new Commonest(columns.accounts.identities.map(({ value }) => value))
    this.computers = new Commonest(this.names)
    this.sources = new Commonest(columns.sources.singles)
    this.steps = new Uint8Array(columns.count)
    this.perClass = new Uint32Array(LOGON_CLASSES.length)
    for (let i = 0; i < columns.count; i++) {
      this.steps[i] = durationStep(columns.duration[i]!)
      this.perClass[columns.class[i]!]!++
    }
  }

  count(filtered: FilterMask): QueryReply['facets'] {
    const { mask, terms } = filtered
    const counts = terms.length > 0 ? this.countValues(filtered) : this.countWhole(filtered)
    return { ...counts, tag: this.countTags(mask, ~bitsOf(terms, 'tag')) }
  }

  /** Sessions of the classes that are not shown, whatever else the filter says. */
  hidden({ hidden }: FilterMask): QueryReply['hidden'] {
    const counts: { [C in LogonClass]?: number } = {}
    LOGON_CLASSES.forEach((name, i) => {
      if (hidden.includes(name) && this.perClass[i]! > 0) counts[name] = this.perClass[i]!
    })
    return counts
  }

  private countWhole(filtered: FilterMask): UntaggedCounts {
    const hidden = filtered.hidden.join()
    if (this.whole?.hidden !== hidden) this.whole = { hidden, counts: this.countValues(filtered) }
    return this.whole.counts
  }

  private countValues({ mask, terms }: FilterMask): UntaggedCounts {
    const { accounts, machine, types, endReason, source, confidence, class: classes } = this.columns
    const { steps } = this
    // A class that is hidden is counted in its own facet: that is where it can be asked for.
    const own = {
      account: bitsOf(terms, 'account'),
      computer: bitsOf(terms, 'computer'),
      type: bitsOf(terms, 'type'),
      end: bitsOf(terms, 'end'),
      source: bitsOf(terms, 'source', 'ip'),
      dur: bitsOf(terms, 'dur'),
      conf: bitsOf(terms, 'conf'),
      class: bitsOf(terms, 'class') | HIDDEN_BIT,
    }
    const facetOf = Uint32Array.from({ length: 32 }, (_, bit) => {
      return Object.values(own).find((bits) => (bits & (1 << bit)) !== 0) ?? 0
    })
    const perEntry = new Uint32Array(accounts.entries.length)
    const perMachine = new Uint32Array(this.names.length)
    const perType = new Uint32Array(32)
    const perEnd = new Uint32Array(END_REASONS.length)
    const perSource = new Uint32Array(this.columns.sources.texts.length)
    const perStep = new Uint32Array(DURATION_STEPS.length + 1)
    const perConfidence = new Uint32Array(NO_CONFIDENCE + 1)
    const perClass = new Uint32Array(LOGON_CLASSES.length)
    for (let i = 0; i < mask.length; i++) {
      const dropped = mask[i]!
      // Dropped by terms of several facets, or of none that is counted here: it counts nowhere.
      if (dropped !== 0 && (dropped & ~facetOf[31 - Math.clz32(dropped)]!) !== 0) continue
      if ((dropped & ~own.account) === 0) perEntry[accounts.entryOf[i]!]!++
      if ((dropped & ~own.computer) === 0) perMachine[machine[i]!]!++
      if ((dropped & ~own.end) === 0) perEnd[endReason[i]!]!++
      if ((dropped & ~own.source) === 0) perSource[source[i]!]!++
      if ((dropped & ~own.dur) === 0) perStep[steps[i]!]!++
      if ((dropped & ~own.conf) === 0) perConfidence[confidence[i]!]!++
      if ((dropped & ~own.class) === 0) perClass[classes[i]!]!++
      if ((dropped & ~own.type) === 0) {
        for (let bits = types[i]!; bits !== 0; bits &= bits - 1) perType[31 - Math.clz32(bits & -bits)]!++
      }
    }
    // A session counts for each of its sources.
    const { singles, parts } = this.columns.sources
    const perSingle = new Uint32Array(singles.length)
    parts.forEach((own, text) => own.forEach((single) => (perSingle[single]! += perSource[text]!)))
    const { identities } = accounts
    const perAccount = new Uint32Array(identities.length)
    accounts.entries.forEach(({ identity }, entry) => (perAccount[identity]! += perEntry[entry]!))
    const conf = [...CONFIDENCES.map((_, i) => perConfidence[i]!), perConfidence[NO_CONFIDENCE]!]
    return {
      account: this.accounts.of(perAccount, MAX_FACET_VALUES).map((i) => {
        const { value, sid } = identities[i]!
        return { value, label: value || sid || UNKNOWN, count: perAccount[i]! }
      }),
      computer: named(this.computers.of(perMachine, MAX_FACET_VALUES), this.names, perMachine),
      type: inOrder(TYPE_NAMES, perType),
      end: inOrder(END_REASONS, perEnd),
      source: named(this.sources.of(perSingle, MAX_FACET_VALUES), singles, perSingle),
      dur: inOrder([...DURATION_STEPS, UNKNOWN], perStep),
      conf: inOrder([...CONFIDENCES, UNKNOWN], conf),
      class: inOrder(LOGON_CLASSES, perClass),
    }
  }

  private countTags(mask: Uint32Array, own: number): FacetCount[] {
    const counts = new Map<string, number>()
    for (const [i, tags] of this.columns.tags) {
      if ((mask[i]! & own) === 0) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1)
    }
    return [...counts]
      .map(([value, count]) => ({ value, label: value, count }))
      .sort((a, b) => b.count - a.count || compareText(a.value, b.value))
      .slice(0, MAX_FACET_VALUES)
  }
}

/** What a facet calls each machine: its name, or its id where two have the same name. */
export function machineValues(machines: readonly Machine[]): string[] {
  const seen = new Map<string, number>()
  for (const { name } of machines) seen.set(name, (seen.get(name) ?? 0) + 1)
  return machines.map(({ id, name }) => (seen.get(name)! > 1 ? id : name))
}

function named(indexes: readonly number[], names: readonly string[], counts: Uint32Array): FacetCount[] {
  return indexes.map((i) => ({ value: names[i]!, label: names[i]!, count: counts[i]! }))
}

/** Those that occur, in the order of the list. */
function inOrder(names: readonly string[], counts: ArrayLike<number>): FacetCount[] {
  return names.flatMap((value, i) => (counts[i]! > 0 ? [{ value, label: value, count: counts[i]! }] : []))
}

/** How many more sessions would show without each term of the filter alone, or with the hidden classes. */
export function countRemoved({ mask, terms }: FilterMask): QueryReply['removedBy'] {
  // By the highest bit, and one place below for those without any.
  const perBit = new Uint32Array(33)
  for (let i = 0; i < mask.length; i++) {
    const bits = mask[i]!
    perBit[32 - Math.clz32(bits)]! += Number((bits & (bits - 1)) === 0)
  }
  const hidden = perBit[32 - Math.clz32(HIDDEN_BIT)]!
  const removed: { term: number | null; count: number }[] = terms.map((_, term) => {
    return { term, count: perBit[term + 1]! }
  })
  return hidden > 0 && terms.length > 0 ? [...removed, { term: null, count: hidden }] : removed
}
