import { END_REASONS, type EndReason } from '../../../electron/contract/sessions'
import { isOpenEnd } from '../../../electron/core/text/end-reasons'
import { endMark } from '../../theme/end-mark'
import type { MarkName } from '../../theme/marks'

/** How the end of a session is drawn and spoken; its word in print is in core/text. */
export interface EndMark {
  /** In a sentence after "ended by" or in its place. */
  readonly spoken: string
  /**
   * Which of two marks that would touch is drawn: the higher. Fixed and not counted from the data, so that the same
   * place looks the same at every zoom. What a person did and what went wrong come first.
   */
  readonly rank: number
}

export const END_MARKS: { readonly [R in EndReason]: EndMark } = {
  'user-logoff': { spoken: 'ended by user logoff', rank: 16 },
  crash: { spoken: 'ended by crash', rank: 15 },
  'admin-logoff': {
    spoken: 'logged off by another session',
    rank: 14,
  },
  'idle-or-limit': { spoken: 'ended by idle or time limit', rank: 13 },
  replaced: { spoken: 'replaced by a new logon', rank: 12 },
  unknown: { spoken: 'end unknown', rank: 11 },
  'reboot-inferred': {
    spoken: 'end inferred from the next boot',
    rank: 10,
  },
  restart: { spoken: 'ended by restart', rank: 9 },
  shutdown: { spoken: 'ended by shutdown', rank: 8 },
  'disconnected-at-end': {
    spoken: 'disconnected at the end of evidence',
    rank: 7,
  },
  'open-at-end': { spoken: 'still open at the end of evidence', rank: 6 },
  'logged-off': { spoken: 'session ended', rank: 5 },
  terminated: { spoken: 'session ended', rank: 4 },
  'helper-ended': { spoken: 'closed', rank: 3 },
  'batch-ended': { spoken: 'closed', rank: 2 },
  'service-ended': { spoken: 'closed', rank: 1 },
  'network-closed': { spoken: 'closed', rank: 0 },
}

/** Size of a mark, CSS px: what is closed and what is open are told from what ended by it. */
export const MARK_PX = 14
export const SMALL_MARK_PX = 12

/** An end as it is placed. */
export interface PlacedEnd extends EndMark {
  readonly reason: EndReason
  readonly symbol: MarkName
  readonly size: number
  readonly isOpen: boolean
}

/** By index into END_REASONS. */
const ENDS = END_REASONS.map((reason): PlacedEnd => {
  const symbol = endMark(reason)
  const size = symbol === 'm-closed' || symbol === 'm-open' ? SMALL_MARK_PX : MARK_PX
  return { ...END_MARKS[reason], reason, symbol, size, isOpen: isOpenEnd(reason) }
})
const UNKNOWN_END = ENDS[END_REASONS.indexOf('unknown')]!

/** The end that a reply names by its index into END_REASONS. */
export function endOf(index: number | undefined): PlacedEnd {
  return ENDS[index ?? -1] ?? UNKNOWN_END
}

/** While logs are still being read. */
export const PENDING_MARK: EndMark & Pick<PlacedEnd, 'symbol' | 'size'> = {
  symbol: 'm-pending',
  spoken: 'end not decided while files are being read',
  rank: 5.5,
  size: SMALL_MARK_PX,
}

/** Ends that `[` and `]` stop at: those of a stay of a person or a machine, not closed helper and network logons. */
export function isLogoff(reason: EndReason): boolean {
  const symbol = endMark(reason)
  return symbol !== 'm-closed' && symbol !== 'm-open' && symbol !== 'm-disconnected'
}
