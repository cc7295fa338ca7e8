/** What the sessions of one boot need to know about it. */
import type { FileTime } from '../../../contract/ids'
import type { Interval } from '../../../contract/sessions'
import type { BootEnd } from './boot-ends'
import type { ClockStep } from '../clock/steps'
import type { BootFrame } from './boot-frames'
import type { CaseRows } from '../records/case-rows'
import type { EndingTools } from '../ends/ending-tools'
import type { Gaps } from '../gaps/record-holes'
import type { LogonDraft } from '../logons/logon-drafts'
import type { UnauditedTime } from '../logons/logoff-audit'
import type { HashState } from '../hash-id'
import { type LuidClock } from '../logons/luid-clock'
import type { ToldSpan } from '../desktops/session-states'

export interface BootContext {
  readonly rows: CaseRows
  readonly machine: number
  readonly machineKey: string
  /** Ids of the machine's logons. */
  readonly logonIds: HashState
  /** Index among the machine's boots, and in Reconstruction.boots. */
  readonly frame: BootFrame
  readonly bootIndex: number
  readonly end: BootEnd
  readonly start: Interval
  readonly drafts: readonly LogonDraft[]
  readonly luidClock: LuidClock
  /** System and remote rows of the boot. */
  readonly otherRows: readonly number[]
  /** First Security record of the boot, -1 if none. */
  readonly firstSecurityRow: number
  /**
   * Of a boot whose start is not in evidence: since when its Security or System log would show one. null: always, or neither
   * is there.
   */
  readonly startsShownSince: FileTime | null
  readonly asleep: readonly ToldSpan[]
  /** Last Security record in evidence if it lies in this boot and tells nothing of the boot's end, else null. */
  readonly securityUntil: FileTime | null
  /** Times of the boot in which logoffs were not audited, in order. */
  readonly unaudited: readonly UnauditedTime[]
  /** Programs that end other people's sessions, over all boots of the machine. */
  readonly endingTools: EndingTools
  /** Changes of the clock during the boot. */
  readonly clockSteps: readonly ClockStep[]
  /** Holes in the machine's Security log. */
  readonly gaps: Gaps
  /** Times of the boot in which the log service was stopped. */
  readonly outages: Gaps
  /** Lock and connection auditing (4778-4803) produced records. */
  readonly locksAudited: boolean
}

/** Start of a boot: exact if a record tells it, else between the last record before and the first record of it. */
export function bootStart(rows: CaseRows, frame: BootFrame, previous: BootFrame | null): Interval {
  if (frame.start === null) return { earliest: null, best: null, latest: recordTime(rows, frame.firstRecord) }
  const { best, latest } = frame.start
  if (best !== null) return { earliest: best, best, latest: best }
  const { earliest = null } = frame.start
  const before = previous === null ? null : recordTime(rows, previous.lastRecord)
  const isLater = before !== null && before <= latest && (earliest === null || before > earliest)
  return { earliest: isLater ? before : earliest, best: null, latest: firstOf(rows, frame, latest) }
}

/** A start told too late is no later than the first record of its boot. */
function firstOf(rows: CaseRows, { start, firstRecord }: BootFrame, latest: FileTime): FileTime {
  const first = start?.earliest === undefined ? null : recordTime(rows, firstRecord)
  return first !== null && first < latest ? first : latest
}

export function recordTime(rows: CaseRows, record: number): FileTime | null {
  return record < 0 ? null : (rows.records.time[record] ?? null)
}
