import type { BarsReply } from '../../../electron/contract/engine'
import { BAR_FLAGS } from '../../../electron/contract/engine-constants'
import { barHeight, styleIndex } from './bar-style'
import { endOf } from './end-marks'

/** What keeps a short bar from being a tick with its mark and nothing else. */
const SPECIAL = BAR_FLAGS.overflow | BAR_FLAGS.startUnknown | BAR_FLAGS.incomplete | BAR_FLAGS.pending
/** The bar is more than a tick with its mark, however short. */
const NO_TICK = -1

/**
 * What a bar looks like where it is short, in one number that is worked out once: frames ask for tens of thousands. Negative where it is never a tick
 * with its mark and nothing else.
 */
export function tickLooks(reply: BarsReply): Int32Array {
  const { flags, endEarliestMs, endLatestMs, logonType, endReason } = reply
  const looks = new Int32Array(reply.count)
  for (let bar = 0; bar < looks.length; bar++) {
    const isPlain = (flags[bar]! & SPECIAL) === 0 && endEarliestMs[bar] === endLatestMs[bar]
    const type = logonType[bar]!
    looks[bar] = isPlain
      ? (endOf(endReason[bar]).rank << 16) | (styleIndex(type) << 8) | barHeight(type)
      : NO_TICK
  }
  return looks
}

/** Style and height: ticks that are equal in it are filled as one. */
export function fillOf(look: number): number {
  return look & 0xffff
}

export function tickStyle(look: number): number {
  return (look >> 8) & 0xff
}

export function tickHeight(look: number): number {
  return look & 0xff
}

export function tickRank(look: number): number {
  return look >> 16
}
