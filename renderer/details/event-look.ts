/** How a record stands on the events rail. */
import type { EvidenceItem, SessionDetails } from '../../electron/contract/engine'
import type { MarkName } from '../theme/marks'

export interface EventLook {
  /** A mark, or a dot: filled for the start, hollow for everything else. */
  readonly mark: MarkName | 'start' | 'dot'
  /** What the record says of the time after it; the session's end is not told by a record's number. */
  readonly after: 'use' | 'away' | 'same'
  readonly strong: boolean
}

/** Numbers mean something only within their log: Security, or one of the two RDP logs. */
const SECURITY: { readonly [id: number]: Partial<EventLook> } = {
  4624: { mark: 'start', after: 'use' },
  4672: { mark: 'm-elevated' },
  4625: { mark: 'm-fail' },
  4634: { mark: 'm-ended' },
  4647: { mark: 'm-user-logoff', strong: true },
  4778: { after: 'use' },
  4779: { mark: 'm-disconnected', after: 'away' },
  4800: { after: 'away' },
  4801: { after: 'use' },
  4802: { after: 'away' },
  4803: { after: 'use' },
  // Windows 2003 and before
  528: { mark: 'start', after: 'use' },
  540: { mark: 'start', after: 'use' },
  576: { mark: 'm-elevated' },
  529: { mark: 'm-fail' },
  530: { mark: 'm-fail' },
  531: { mark: 'm-fail' },
  532: { mark: 'm-fail' },
  533: { mark: 'm-fail' },
  534: { mark: 'm-fail' },
  535: { mark: 'm-fail' },
  536: { mark: 'm-fail' },
  537: { mark: 'm-fail' },
  539: { mark: 'm-fail' },
  538: { mark: 'm-ended' },
  551: { mark: 'm-user-logoff', strong: true },
  682: { after: 'use' },
  683: { mark: 'm-disconnected', after: 'away' },
}
const SYSTEM: { readonly [id: number]: Partial<EventLook> } = {
  41: { mark: 'm-crash' },
  6008: { mark: 'm-crash' },
  1074: { mark: 'm-shutdown' },
  6006: { mark: 'm-shutdown' },
  13: { mark: 'm-shutdown' },
  12: { mark: 'm-restart' },
  6005: { mark: 'm-restart' },
}
const TERMINAL: { readonly [id: number]: Partial<EventLook> } = {
  21: { mark: 'start', after: 'use' },
  23: { mark: 'm-ended' },
  24: { mark: 'm-disconnected', after: 'away' },
  25: { after: 'use' },
}
const PLAIN: EventLook = { mark: 'dot', after: 'same', strong: false }

export function eventLook(item: EvidenceItem): EventLook {
  const looks = item.channel.startsWith('Microsoft-Windows-TerminalServices')
    ? TERMINAL
    : item.channel === 'System'
      ? SYSTEM
      : SECURITY
  return { ...PLAIN, ...looks[item.eventId] }
}

/** The record that best stands for the session: its logon, else the first one. */
export function firstEvent({ evidence }: SessionDetails): EvidenceItem | undefined {
  return evidence.find((item) => eventLook(item).mark === 'start') ?? evidence[0]
}
