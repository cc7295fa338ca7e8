import type { SessionState } from '../../../electron/contract/sessions'
import type { Tile } from './tile'
import { diagonalTile, makeTile } from './tile'

/** Patterns of one scale. Solid is presence, pattern is absence; each state has its own direction or shape. */
export interface PatternSet {
  readonly states: { readonly [S in Exclude<SessionState, 'active'>]: Tile }
  readonly gapFaint: Tile
  readonly gapStrong: Tile
  readonly unread: Tile
}

const dot = (x: number, y: number, cx: number, cy: number, radius: number): boolean =>
  (x - cx) ** 2 + (y - cy) ** 2 <= radius ** 2

const patternsByScale = new Map<number, PatternSet>()

/** The pattern tiles for a device pixel ratio. */
export function patternsFor(scale: number): PatternSet {
  const known = patternsByScale.get(scale)
  if (known) return known
  const made = makePatterns(scale)
  patternsByScale.set(scale, made)
  return made
}

function makePatterns(scale: number): PatternSet {
  const gapStrong = diagonalTile(8, 1.9, true, scale)
  return {
    states: {
      locked: diagonalTile(7, 3.1, true, scale),
      disconnected: diagonalTile(8, 1.7, false, scale),
      'screen-saver': makeTile(4, scale, (x, y) => dot(x, y, 1, 1, 0.95) || dot(x, y, 3, 3, 0.95)),
      asleep: makeTile(4, scale, (_x, y) => y >= 1.4 && y < 2.6),
      'clock-suspect': makeTile(4, scale, (x) => x < 1.4),
      'evidence-gap': gapStrong,
    },
    gapFaint: diagonalTile(8, 1.2, true, scale),
    gapStrong,
    unread: makeTile(4, scale, (x, y) => dot(x, y, 1, 1, 0.8)),
  }
}
