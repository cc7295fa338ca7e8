import type { EndReason } from '../../../electron/contract/sessions'

/** Symbols of markers.svg that the timeline draws. */
export const MARK_SYMBOLS = [
  'm-user-logoff',
  'm-ended',
  'm-admin-logoff',
  'm-limit',
  'm-closed',
  'm-shutdown',
  'm-restart',
  'm-crash',
  'm-inferred',
  'm-replaced',
  'm-unknown',
  'm-disconnected',
  'm-open',
  'm-start-unknown',
  'm-pending',
  'm-fail',
  'm-elevated',
  'm-admin-capable',
] as const
export type MarkSymbol = (typeof MARK_SYMBOLS)[number]

/** How the end of a session is drawn and spoken; its word in print is in core/text. */
export interface EndMark {
  readonly symbol: MarkSymbol
  /** In a sentence after "ended by" or in its place. */
  readonly spoken: string
  /**
   * Which of two marks that would touch is drawn: the higher. Fixed and not counted from the data, so that the same
   * place looks the same at every zoom. What a person did and what went wrong come first.
   */
  readonly rank: number
}

export const END_MARKS: { readonly [R in EndReason]: EndMark } = {
  'user-logoff': { symbol: 'm-user-logoff', spoken: 'ended by user logoff', rank: 16 },
  crash: { symbol: 'm-crash', spoken: 'ended by crash', rank: 15 },
  'admin-logoff': {
    symbol: 'm-admin-logoff',
    spoken: 'logged off by another session',
    rank: 14,
  },
  'idle-or-limit': { symbol: 'm-limit', spoken: 'ended by idle or time limit', rank: 13 },
  replaced: { symbol: 'm-replaced', spoken: 'replaced by a new logon', rank: 12 },
  unknown: { symbol: 'm-unknown', spoken: 'end unknown', rank: 11 },
  'reboot-inferred': {
    symbol: 'm-inferred',
    spoken: 'end inferred from the next boot',
    rank: 10,
  },
  restart: { symbol: 'm-restart', spoken: 'ended by restart', rank: 9 },
  shutdown: { symbol: 'm-shutdown', spoken: 'ended by shutdown', rank: 8 },
  'disconnected-at-end': {
    symbol: 'm-disconnected',
    spoken: 'disconnected at the end of evidence',
    rank: 7,
  },
  'open-at-end': { symbol: 'm-open', spoken: 'still open at the end of evidence', rank: 6 },
  'logged-off': { symbol: 'm-ended', spoken: 'session ended', rank: 5 },
  terminated: { symbol: 'm-ended', spoken: 'session ended', rank: 4 },
  'helper-ended': { symbol: 'm-closed', spoken: 'closed', rank: 3 },
  'batch-ended': { symbol: 'm-closed', spoken: 'closed', rank: 2 },
  'service-ended': { symbol: 'm-closed', spoken: 'closed', rank: 1 },
  'network-closed': { symbol: 'm-closed', spoken: 'closed', rank: 0 },
}

/** While logs are still being read. */
export const PENDING_MARK: EndMark = {
  symbol: 'm-pending',
  spoken: 'end not decided while files are being read',
  rank: 5.5,
}

/** Ends that `[` and `]` stop at: those of a stay of a person or a machine, not closed helper and network logons. */
export function isLogoff(reason: EndReason): boolean {
  const { symbol } = END_MARKS[reason]
  return symbol !== 'm-closed' && symbol !== 'm-open' && symbol !== 'm-disconnected'
}
