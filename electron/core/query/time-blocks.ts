import { touchesRange, type OrderedRange } from './syntax/ordered-range'

/** Sessions of a block: few enough that a short stretch of time decides most blocks, enough that looking at them is nothing. */
const BLOCK_SESSIONS = 2048

/** Bounds of the times of each block of neighbouring sessions, which are in order of start: most blocks lie wholly inside or outside a stretch. */
export interface TimeBlocks {
  readonly start: Float64Array
  readonly drawnTo: Float64Array
  readonly firstStart: Float64Array
  readonly lastStart: Float64Array
  readonly firstEnd: Float64Array
  readonly lastEnd: Float64Array
}

/** @param start where sessions begin; @param drawnTo where they end at the latest; neither NaN */
export function timeBlocks(start: Float64Array, drawnTo: Float64Array): TimeBlocks {
  const count = Math.ceil(start.length / BLOCK_SESSIONS)
  const blocks = {
    start,
    drawnTo,
    firstStart: new Float64Array(count).fill(Infinity),
    lastStart: new Float64Array(count).fill(-Infinity),
    firstEnd: new Float64Array(count).fill(Infinity),
    lastEnd: new Float64Array(count).fill(-Infinity),
  }
  for (let i = 0; i < start.length; i++) {
    const block = Math.floor(i / BLOCK_SESSIONS)
    blocks.firstStart[block] = Math.min(blocks.firstStart[block]!, start[i]!)
    blocks.lastStart[block] = Math.max(blocks.lastStart[block]!, start[i]!)
    blocks.firstEnd[block] = Math.min(blocks.firstEnd[block]!, drawnTo[i]!)
    blocks.lastEnd[block] = Math.max(blocks.lastEnd[block]!, drawnTo[i]!)
  }
  return blocks
}

/** Sets `bit` where a session touches one of the ranges (`not`), or where it touches none. */
export function dropByTime(
  mask: Uint32Array,
  bit: number,
  blocks: TimeBlocks,
  ranges: readonly OrderedRange[],
  not: boolean,
): void {
  const { start, drawnTo, firstStart, lastStart, firstEnd, lastEnd } = blocks
  for (let block = 0; block < firstStart.length; block++) {
    const from = block * BLOCK_SESSIONS
    const to = Math.min(from + BLOCK_SESSIONS, mask.length)
    const all = touchesAny(lastStart[block]!, firstEnd[block]!, ranges)
    const some = all || touchesAny(firstStart[block]!, lastEnd[block]!, ranges)
    if (all === some) {
      if (all === not) for (let i = from; i < to; i++) mask[i]! |= bit
    } else {
      for (let i = from; i < to; i++) if (touchesAny(start[i]!, drawnTo[i]!, ranges) === not) mask[i]! |= bit
    }
  }
}

function touchesAny(from: number, to: number, ranges: readonly OrderedRange[]): boolean {
  for (const range of ranges) if (touchesRange(from, to, range)) return true
  return false
}
