/** What the end of a logon or of a desktop session is told from. */
import type { FileTime } from '../../../contract/ids'
import type { BootEnd } from '../boots/boot-ends'
import type { Desktop } from '../desktops/desktops'
import type { EvidenceGap, Gaps } from '../gaps/record-holes'
import type { UnauditedTime } from '../logons/logoff-audit'
import type { EndWitness } from './told-ends'

export interface EndInput {
  readonly userLogoffRow: number
  readonly logoffRow: number
  readonly desktop: Desktop | null
  readonly logonType: number | null
  readonly boot: BootEnd
  readonly gaps: Gaps
  /** Times in which the log service was stopped. */
  readonly outages: Gaps
  /** Last Security record in evidence if the boot outlives it, null if the log covers the boot's end. */
  readonly securityUntil: FileTime | null
  /** `BootContext.startsShownSince`. */
  readonly startsShownSince: FileTime | null
  /** Times of the boot in which logoffs were not audited, in order. */
  readonly unaudited: readonly UnauditedTime[]
  /** What else tells who ended a desktop session; null for other logons. */
  readonly witness: EndWitness | null
  /**
   * A person's logon of which nothing but the release of its token is in evidence: the earliest it can have begun (null:
   * before all evidence). undefined: more is known of it.
   */
  readonly releasedSince?: FileTime | null
  /** Between its last sign and the release of its token records are lost or logoffs were not audited: since then. */
  readonly lostSince?: FileTime
  /**
   * The log service was stopped between its last own sign and the end of the desktop, at which another logon of the account
   * was logged off: the number was given out again meanwhile. null: no such time.
   */
  readonly passedOnIn?: EvidenceGap | null
  /** It may have reconnected a session of its account and no more: a desktop of its own is not in evidence. */
  readonly mayBeHelper?: boolean
  /** A person's logon of which no record tells the type: it may be half of a pair that ended with the other half. */
  readonly mayBeHalf?: boolean
  /** Row of the last record of the session itself; asked only if nothing ended it. */
  readonly lastSign: () => number
  /** Whether the session was disconnected at its last sign; asked only if nothing ended it. */
  readonly disconnected: () => boolean
}
