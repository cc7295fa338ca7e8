import { CONFIDENCES, END_REASONS, LOGON_CLASSES, type Machine } from '../../contract/sessions'
import { accountDrops, computerDrops, machineNames, typeBits } from './facet-drops'
import { NO_CONFIDENCE, type SessionColumns } from './session-columns'
import { endReasons } from './syntax/end-values'
import { ipAddress, ipRange, isInRanges, type IpRange } from './syntax/ip-range'
import { isInRange } from './syntax/ordered-range'
import type { QueryTerm } from './syntax/query-ast'
import { confidenceRange, durationRange, logonIdOf, surety, UNKNOWN } from './syntax/term-values'
import { timeRange } from './syntax/time-values'
import { equalsPattern, fold, occursIn } from './text-pattern'
import { dropByTime } from './time-blocks'

/**
 * Sets `bit` where the session does not meet the term. Per distinct value first, then one pass over the sessions; types and times, which are asked
 * most, in loops of their own, without a call a session.
 */
export function addTerm(
  mask: Uint32Array,
  bit: number,
  columns: SessionColumns,
  machines: readonly Machine[],
  term: QueryTerm,
): void {
  const { not, values, field } = term
  switch (field) {
    case 'account':
      return dropBy(mask, bit, columns.accounts.entryOf, accountDrops(columns, term))
    case 'computer':
      return dropBy(mask, bit, columns.machine, computerDrops(machines, term))
    case 'source':
    case 'ip':
      return dropBy(mask, bit, columns.source, sourceDrops(columns, term))
    case 'end': {
      const wanted = new Set<string>(values.flatMap((value) => endReasons(value) ?? []))
      return dropBy(
        mask,
        bit,
        columns.endReason,
        END_REASONS.map((reason) => wanted.has(reason) === not),
      )
    }
    case 'class':
      return dropBy(
        mask,
        bit,
        columns.class,
        LOGON_CLASSES.map((name) => values.includes(name) === not),
      )
    case 'conf':
      return dropBy(mask, bit, columns.confidence, confidenceDrops(term))
    case 'type':
      return dropByTypes(mask, bit, columns.types, typeBits(term), not)
    case 'dur': {
      const { duration } = columns
      const ranges = values.flatMap((value) => durationRange(value) ?? [])
      const unknown = values.includes(UNKNOWN)
      return dropWhere(mask, bit, (i) => {
        const ms = duration[i]!
        const hit = Number.isNaN(ms) ? unknown : ranges.some((range) => isInRange(ms, range))
        return hit === not
      })
    }
    case 'time': {
      // What touches the stretch, its doubtful end included.
      const ranges = values.flatMap((value) => timeRange(value) ?? [])
      return dropByTime(mask, bit, columns.timeBlocks, ranges, not)
    }
    case 'logon': {
      const hits = new Uint8Array(columns.count)
      for (const value of values)
        for (const i of columns.logons.sessionsOf(logonIdOf(value) ?? -1n)) hits[i] = 1
      return dropWhere(mask, bit, (i) => (hits[i] === 1) === not)
    }
    case 'tag': {
      const patterns = values.map(fold)
      const hits = new Uint8Array(columns.count)
      for (const [i, tags] of columns.tags)
        if (tags.some((tag) => patterns.some((one) => equalsPattern(one, fold(tag))))) hits[i] = 1
      return dropWhere(mask, bit, (i) => (hits[i] === 1) === not)
    }
    case null:
      return dropByWord(mask, bit, columns, machines, term)
  }
}

/** The word must (or must not) occur in account, domain, SID, computer or source. */
function dropByWord(
  mask: Uint32Array,
  bit: number,
  { accounts, machine, source, sources }: SessionColumns,
  machines: readonly Machine[],
  { values, not }: QueryTerm,
): void {
  const word = fold(values[0]!)
  const entryHit = accounts.entries.map(
    ({ folded, sid }) => occursIn(word, folded) || (sid !== null && occursIn(word, fold(sid))),
  )
  const machineHit = machines.map((one) => machineNames(one).some((name) => occursIn(word, name)))
  const sourceHit = sources.folded.map((one) => occursIn(word, one))
  dropWhere(mask, bit, (i) => {
    const hit = entryHit[accounts.entryOf[i]!]! || machineHit[machine[i]!]! || sourceHit[source[i]!]!
    return hit === not
  })
}

/** By source, of a `source:` or `ip:` term: a session that came from several is found by each, and by their text as it is shown. */
function sourceDrops({ sources }: SessionColumns, { field, values, not }: QueryTerm): boolean[] {
  let hits: readonly boolean[]
  let whole: readonly boolean[] = []
  if (field === 'ip') {
    const ranges = values.flatMap((value) => ipRange(value) ?? [])
    hits = addressesOf(sources.singles).map((address) => isInRanges(address, ranges))
  } else {
    const patterns = values.map(fold)
    const isHit = (source: string): boolean => patterns.some((one) => equalsPattern(one, source))
    hits = sources.foldedSingles.map(isHit)
    whole = sources.folded.map(isHit)
  }
  return sources.parts.map((parts, text) => {
    const hit = whole[text] === true || parts.some((single) => hits[single])
    return hit === not
  })
}

/** Reading an address costs more than comparing it: done once for the sources of a case. */
const addresses = new WeakMap<readonly string[], readonly (IpRange | null)[]>()

function addressesOf(singles: readonly string[]): readonly (IpRange | null)[] {
  let read = addresses.get(singles)
  if (read === undefined) {
    read = singles.map((source) => ipAddress(source))
    addresses.set(singles, read)
  }
  return read
}

/** By index into CONFIDENCES, and one more for "not known". */
function confidenceDrops({ values, not }: QueryTerm): boolean[] {
  const ranges = values.flatMap((value) => confidenceRange(value) ?? [])
  const drops = CONFIDENCES.map((_, i) => ranges.some((range) => isInRange(surety(i), range)) === not)
  drops[NO_CONFIDENCE] = values.includes(UNKNOWN) === not
  return drops
}

/** Without a branch a session: types come in no order, and a branch that cannot be foreseen costs more than all the rest. */
function dropByTypes(mask: Uint32Array, bit: number, types: Uint32Array, wanted: number, not: boolean): void {
  const flip = not ? 0 : -1
  for (let i = 0; i < mask.length; i++) {
    const common = types[i]! & wanted
    // All ones where any type is wanted, else 0.
    const hit = (common | -common) >> 31
    mask[i]! |= (hit ^ flip) & bit
  }
}

function dropBy(mask: Uint32Array, bit: number, ids: ArrayLike<number>, drop: readonly boolean[]): void {
  const bits = Uint32Array.from(drop, (dropped) => (dropped ? bit : 0))
  for (let i = 0; i < mask.length; i++) mask[i]! |= bits[ids[i]!]!
}

function dropWhere(mask: Uint32Array, bit: number, drops: (i: number) => boolean): void {
  for (let i = 0; i < mask.length; i++) if (drops(i)) mask[i]! |= bit
}
