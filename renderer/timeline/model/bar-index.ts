import type { BarsReply } from '../../../electron/contract/engine'
import { tickLooks } from './tick-look'

/** A reply of the engine with what is needed to walk it lane by lane. Made once per reply. */
export interface IndexedBars {
  readonly reply: BarsReply
  /** States of bar i: positions stateFrom[i] .. stateFrom[i + 1] of stateOrder, which index reply.states. */
  readonly stateFrom: Uint32Array
  readonly stateOrder: Uint32Array
  /** Failures by lane, then time. */
  readonly failureOrder: Uint32Array
  /** How each bar looks as a tick (tick-look.ts). */
  readonly tickLook: Int32Array
  /** Of each bar, the first bar of the next row. */
  readonly rowEnd: Uint32Array
}

/** Indexes a reply. Bars keep their order (lane, stack row, start); states and failures may come in any. */
export function indexBars(reply: BarsReply): IndexedBars {
  const { states, failures } = reply
  const stateFrom = new Uint32Array(reply.count + 1)
  for (const bar of states.bar) stateFrom[bar + 1] = (stateFrom[bar + 1] ?? 0) + 1
  for (let i = 0; i < reply.count; i++) stateFrom[i + 1] = (stateFrom[i + 1] ?? 0) + (stateFrom[i] ?? 0)
  const next = stateFrom.slice()
  const stateOrder = new Uint32Array(states.bar.length)
  for (const [position, bar] of states.bar.entries()) {
    const at = next[bar] ?? 0
    stateOrder[at] = position
    next[bar] = at + 1
  }
  const failureOrder = Uint32Array.from(failures.lane, (_, i) => i)
  failureOrder.sort(
    (a, b) =>
      (failures.lane[a] ?? 0) - (failures.lane[b] ?? 0) ||
      (failures.timeMs[a] ?? 0) - (failures.timeMs[b] ?? 0),
  )
  return { reply, stateFrom, stateOrder, failureOrder, tickLook: tickLooks(reply), rowEnd: rowEnds(reply) }
}

function rowEnds({ count, lane, stackRow }: BarsReply): Uint32Array {
  const ends = new Uint32Array(count)
  let end = count
  for (let bar = count - 1; bar >= 0; bar--) {
    if (lane[bar] !== lane[end - 1] || stackRow[bar] !== stackRow[end - 1]) end = bar + 1
    ends[bar] = end
  }
  return ends
}

/** The index of a session's bar, -1 when it is not among the loaded ones. */
export function barOfSession(bars: IndexedBars | null, session: number | null): number {
  return bars === null || session === null ? -1 : bars.reply.session.indexOf(session)
}
