import type { Lane } from '../../contract/engine'
import { LOGON_CLASSES, type Machine } from '../../contract/sessions'
import { NO_IDENTITY } from './account-finder'
import type { FailureColumns } from './failure-columns'
import { HUMAN, type GroupBy, type LaneOrder } from './lane-order'
import type { SessionColumns } from './session-columns'
import { type StrayLane, strayLanes } from './stray-lanes'

/** Overlapping sessions of one lane stack to this many rows (ux 6); the last row takes the rest. */
export const MAX_STACK_ROWS = 6

/** The lanes of one result, and where each of its sessions lies in them. Independent of window and zoom, so nothing jumps. */
export interface LaneLayout {
  readonly lanes: readonly Lane[]
  /** Sessions by lane, stack row, start. */
  readonly session: Uint32Array
  /** Of each position, side by side for drawing: where its bar begins, ends, and where the doubt behind it ends. */
  readonly start: Float64Array
  readonly end: Float64Array
  readonly drawnTo: Float64Array
  /** 1: all rows were taken when it began. */
  readonly overflow: Uint8Array
  /** Latest end of the row up to here: where looking for the first visible bar may begin. */
  readonly reach: Float64Array
  /** Row r of lane l holds positions rowFirst[l * MAX_STACK_ROWS + r] up to the next entry. */
  readonly rowFirst: Uint32Array
  /** Failed logons of lane l: failureTime[failureFirst[l]] up to failureFirst[l + 1], sorted. */
  readonly failureFirst: Uint32Array
  readonly failureTime: Float64Array
}

/** @param matching sessions of the result, sorted by start */
export function layOutLanes(
  columns: SessionColumns,
  machines: readonly Machine[],
  order: LaneOrder,
  groupBy: GroupBy,
  matching: Uint32Array,
  failures: FailureColumns,
  failureDrops: Uint8Array,
): LaneLayout {
  const inLane = new Uint32Array(order.identity.length)
  for (const session of matching) inLane[order.laneOfSession[session]!]!++
  const shownAs = new Int32Array(inLane.length).fill(-1)
  const shown: number[] = []
  inLane.forEach((count, lane) => {
    if (count > 0) shownAs[lane] = shown.push(lane) - 1
  })

  const { rowOf, overflowOf, rowCount } = stack(columns, order, shownAs, shown.length, matching)
  const failed = failuresByLane(order, shownAs, shown.length, failures, failureDrops, (strays) =>
    strayLanes(failures, strays, columns.accounts.identities, machines, groupBy),
  )
  const laneCount = shown.length + failed.strays.length
  const rowFirst = new Uint32Array(laneCount * MAX_STACK_ROWS + 1)
  const rowAt = (session: number): number =>
    shownAs[order.laneOfSession[session]!]! * MAX_STACK_ROWS + rowOf[session]!
  for (const session of matching) rowFirst[rowAt(session) + 1]!++
  for (let i = 1; i < rowFirst.length; i++) rowFirst[i]! += rowFirst[i - 1]!
  const next = rowFirst.slice()
  const session = new Uint32Array(matching.length)
  const start = new Float64Array(matching.length)
  const end = new Float64Array(matching.length)
  const drawnTo = new Float64Array(matching.length)
  const overflow = new Uint8Array(matching.length)
  const reach = new Float64Array(matching.length)
  // In the order in which columns lie in memory; the rows are filled side by side.
  for (const one of matching) {
    const place = next[rowAt(one)]!++
    session[place] = one
    start[place] = columns.start[one]!
    end[place] = columns.end[one]!
    drawnTo[place] = columns.drawnTo[one]!
    overflow[place] = overflowOf[one]!
  }
  for (let row = 0; row + 1 < rowFirst.length; row++) {
    let latest = -Infinity
    for (let i = rowFirst[row]!; i < rowFirst[row + 1]!; i++) {
      latest = Math.max(latest, drawnTo[i]!)
      reach[i] = latest
    }
  }
  let group = -1
  let groupKey = -1
  const lanes = shown.map((lane, i): Lane => {
    const identity = columns.accounts.identities[order.identity[lane]!]!
    const key = groupBy === 'account' ? order.identity[lane]! : order.machine[lane]!
    if (key !== groupKey) group++
    groupKey = key
    const laneClass = order.class[lane]!
    return {
      account: identity.account || (identity.sid ?? ''),
      accountDetail: laneClass === HUMAN ? identity.domain : LOGON_CLASSES[laneClass]!,
      computer: machines[order.machine[lane]!]!.name,
      sessionCount: inLane[lane]!,
      rows: rowCount[i]!,
      group,
      groupValue: order.groupValues[key]!,
      failuresOf: identity.sid ?? identity.value,
    }
  })
  const byAccount = groupBy === 'account'
  failed.strays.forEach(({ account, accountDetail, machine, value, failuresOf }, i) => {
    const before = failed.strays[i - 1]
    if (before === undefined || (byAccount ? before.value !== value : before.machine !== machine)) group++
    const computer = machines[machine]!.name
    const groupValue = byAccount ? value : computer
    lanes.push({ account, accountDetail, computer, sessionCount: 0, rows: 1, group, groupValue, failuresOf })
  })
  return {
    lanes,
    session,
    start,
    end,
    drawnTo,
    overflow,
    reach,
    rowFirst,
    failureFirst: failed.failureFirst,
    failureTime: failed.failureTime,
  }
}

/** First free row, as seen in order of start. */
function stack(
  columns: SessionColumns,
  order: LaneOrder,
  shownAs: Int32Array,
  laneCount: number,
  matching: Uint32Array,
): { rowOf: Uint8Array; overflowOf: Uint8Array; rowCount: Uint8Array } {
  const rowOf = new Uint8Array(columns.count)
  const overflowOf = new Uint8Array(columns.count)
  const rowCount = new Uint8Array(laneCount).fill(1)
  const busyTo = new Float64Array(laneCount * MAX_STACK_ROWS).fill(-Infinity)
  for (const session of matching) {
    const lane = shownAs[order.laneOfSession[session]!]!
    const start = columns.start[session]!
    let row = 0
    while (row < MAX_STACK_ROWS && busyTo[lane * MAX_STACK_ROWS + row]! > start) row++
    if (row === MAX_STACK_ROWS) {
      row--
      overflowOf[session] = 1
    }
    rowOf[session] = row
    const slot = lane * MAX_STACK_ROWS + row
    busyTo[slot] = Math.max(busyTo[slot]!, columns.drawnTo[session]!)
    if (row >= rowCount[lane]!) rowCount[lane] = row + 1
  }
  return { rowOf, overflowOf, rowCount }
}

/**
 * Failed logons by lane, in order of time. Those whose account has no session in a shown lane come into lanes of their
 * own after all others: `strays`.
 */
function failuresByLane(
  order: LaneOrder,
  shownAs: Int32Array,
  laneCount: number,
  failures: FailureColumns,
  drops: Uint8Array,
  lanesOf: (strays: readonly number[]) => ReturnType<typeof strayLanes>,
): { failureFirst: Uint32Array; failureTime: Float64Array; strays: readonly StrayLane[] } {
  const laneOf = new Int32Array(failures.count).fill(-1)
  const lost: number[] = []
  for (let i = 0; i < failures.count; i++) {
    if (drops[i] !== 0) continue
    const identity = failures.identity[i]!
    const lane = identity === NO_IDENTITY ? -1 : order.find(identity, failures.machine[i]!)
    laneOf[i] = lane < 0 ? -1 : shownAs[lane]!
    if (laneOf[i]! < 0) lost.push(i)
  }
  const strays = lanesOf(lost)
  for (const [place, failure] of lost.entries()) laneOf[failure] = laneCount + strays.laneOf[place]!
  const failureFirst = new Uint32Array(laneCount + strays.lanes.length + 1)
  for (const lane of laneOf) if (lane >= 0) failureFirst[lane + 1]!++
  for (let i = 1; i < failureFirst.length; i++) failureFirst[i]! += failureFirst[i - 1]!
  const next = failureFirst.slice()
  const failureTime = new Float64Array(failureFirst.at(-1)!)
  for (let i = 0; i < failures.count; i++) {
    if (laneOf[i]! >= 0) failureTime[next[laneOf[i]!]!++] = failures.time[i]!
  }
  return { failureFirst, failureTime, strays: strays.lanes }
}
