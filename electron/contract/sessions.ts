/** The vocabulary and data model of sessions (docs: session model). Shared by engine, command line and renderer. */
import type { FileTime } from './ids'

export const END_REASONS = [
  'user-logoff',
  'admin-logoff',
  'idle-or-limit',
  'shutdown',
  'restart',
  'logged-off',
  'terminated',
  'network-closed',
  'service-ended',
  'batch-ended',
  'helper-ended',
  'crash',
  'reboot-inferred',
  'replaced',
  'disconnected-at-end',
  'open-at-end',
  'unknown',
] as const
export type EndReason = (typeof END_REASONS)[number]

/** Classes of a logon in order of precedence: the first that matches wins. */
export const LOGON_CLASSES = [
  'system',
  'window-manager',
  'service',
  'batch',
  'machine',
  'anonymous',
  'human',
] as const
export type LogonClass = (typeof LOGON_CLASSES)[number]

/** What is special about a logon, in the order it is shown. */
export const LOGON_FLAGS = [
  'privileged',
  'elevated',
  'cached',
  'runas',
  'network-identity',
  'delegation',
  's4u',
  'restricted-admin',
  'remote-credential-guard',
  'virtual-account',
  'nla',
  'no-nla',
  'cleared-log',
  'weak-source',
] as const
export type LogonFlag = (typeof LOGON_FLAGS)[number]

export const CONFIDENCES = ['certain', 'high', 'medium', 'low'] as const
export type Confidence = (typeof CONFIDENCES)[number]

export const SESSION_KINDS = ['console', 'rdp', 'ssh', 'network', 'service', 'batch', 'other'] as const
export type SessionKind = (typeof SESSION_KINDS)[number]

export const SESSION_STATES = [
  'active',
  'locked',
  'screen-saver',
  'disconnected',
  'asleep',
  'clock-suspect',
  'evidence-gap',
] as const
export type SessionState = (typeof SESSION_STATES)[number]

/** When something happened. All three equal: known exactly. null: not known. */
export interface Interval {
  readonly earliest: FileTime | null
  readonly best: FileTime | null
  readonly latest: FileTime | null
}

/** A fact's link to the raw record: `record` is a row of the record table the reconstruction was made from. */
export interface EvidenceLink {
  readonly record: number
  readonly role: string
}

export interface Start extends Interval {
  readonly method: string
  readonly confidence: Confidence | null
}

export interface End extends Interval {
  readonly reason: EndReason
  readonly method: string
  readonly confidence: Confidence | null
  /** Who ended it, where that is not the account itself: `DOM\\admin`, `NT AUTHORITY\\SYSTEM via wusa.exe`; null if no record says. */
  readonly by: string | null
}

export interface Machine {
  readonly id: string
  /** The name shown: the most recent one. */
  readonly name: string
  readonly aliases: readonly string[]
  /** Why several names are one machine, and when it had each; or why a name that it began under is another's. Empty where there is one name. */
  readonly identity: readonly MachineFact[]
}

/** Something inferred about a machine's identity, in a sentence. */
export interface MachineFact {
  readonly text: string
  readonly confidence: Confidence
  readonly evidence: readonly EvidenceLink[]
}

export interface Boot {
  /** `machine#n`, n from 1 in time order. */
  readonly id: string
  readonly machine: number
  readonly start: Interval
  readonly end: Interval
  readonly endKind: 'clean' | 'crash' | 'unknown' | 'open'
  /** Latest record of the boot in any channel. */
  readonly lastRecord: FileTime
  readonly evidence: readonly EvidenceLink[]
}

/** One LSA logon session (LUID lifetime). Keyed by machine, boot and logon ID. */
export interface Logon {
  readonly id: string
  readonly machine: number
  readonly boot: number
  readonly logonId: bigint
  readonly linkedLogonId: bigint | null
  /** Logon ID of the person's logon that started this one (runas, /netonly). */
  readonly parentLogonId: bigint | null
  readonly sid: string | null
  readonly account: string | null
  readonly domain: string | null
  readonly logonType: number | null
  readonly class: LogonClass
  readonly start: Start
  readonly end: End
  readonly recorded: RecordedTimes | null
  /** Time of the last 4634. */
  readonly tokenReleased: FileTime | null
  readonly source: {
    readonly ip: string | null
    readonly port: string | null
    readonly workstation: string | null
  }
  readonly auth: {
    readonly package: string | null
    readonly process: string | null
    readonly lm: string | null
    readonly keyLength: number | null
  }
  readonly logonGuid: string | null
  readonly flags: readonly LogonFlag[]
  readonly evidence: readonly EvidenceLink[]
}

export interface StateSpan {
  readonly state: SessionState
  readonly from: FileTime
  /** null: until the session's end, which is not known. */
  readonly to: FileTime | null
  /** Records that its beginning (role `from`) and its end (role `to`) are taken from, or that tell of all of it (`span`). */
  readonly evidence: readonly EvidenceLink[]
}

export interface Connection {
  readonly from: FileTime
  readonly to: FileTime | null
  readonly ip: string | null
  readonly client: string | null
  readonly sessionName: string | null
  /** Correlation of its Remote Desktop records. */
  readonly activityId: string | null
  /** How the client authenticated before the desktop: `NLA, NTLM`; null if no record says. */
  readonly auth: string | null
  /** The client's time zone as it gave it, in hours (`[1]`). */
  readonly timeZone: string | null
}

/** One bar: a user session, or a burst of network logons (`kind` network). */
export interface Session {
  readonly id: string
  readonly kind: SessionKind
  readonly machine: number
  readonly boot: number
  readonly sessionId: number | null
  readonly sid: string | null
  readonly account: string | null
  readonly domain: string | null
  readonly class: LogonClass
  readonly logonTypes: readonly number[]
  readonly start: Start
  readonly end: End
  readonly recorded: RecordedTimes | null
  readonly states: readonly StateSpan[]
  readonly connections: readonly Connection[]
  readonly wallMs: number | null
  readonly useMs: number | null
  readonly useIsUpperBound: boolean
  readonly adminCapable: boolean
  readonly elevationUsed: boolean
  /** Badges of its own logons (LOGON_FLAGS), in their order. */
  readonly flags: readonly LogonFlag[]
  /** Network bursts only. */
  readonly burst: { readonly count: number; readonly maxConcurrent: number } | null
  /** Failed logons (count) of the same account and source just before. */
  readonly failures: number
  readonly gaps: readonly string[]
  readonly confidence: Confidence | null
  /** One plain sentence per inference, in the order it was made. */
  readonly explanation: readonly string[]
  /** Indexes into Reconstruction.logons. */
  readonly logons: readonly number[]
  readonly evidence: readonly EvidenceLink[]
}

/** A failed logon (4625, 529-539), a refused password or pre-authentication (4776, 4771), or one that the OpenSSH server tells. */
export interface Failure {
  readonly machine: number
  readonly time: FileTime
  readonly account: string | null
  readonly domain: string | null
  readonly logonType: number | null
  readonly ip: string | null
  readonly workstation: string | null
  readonly status: string | null
  readonly record: number
}

/** What is drawn in the machine track. */
export interface MachineEvent {
  readonly machine: number
  readonly kind: 'boot' | 'shutdown' | 'restart' | 'crash' | 'log-cleared'
  readonly from: FileTime
  readonly to: FileTime
  readonly record: number | null
}

/** Kinds of holes and doubts in the evidence, G1 to G12 of the session model. */
export const GAP_KINDS = ['G1', 'G2', 'G3', 'G4', 'G5', 'G6', 'G7', 'G8', 'G9', 'G10', 'G11', 'G12'] as const
export type GapKind = (typeof GAP_KINDS)[number]

/** A stretch of a machine's log about which the evidence says less than it seems to. */
export interface Gap {
  readonly machine: number
  readonly channel: string
  readonly kind: GapKind
  /** null: from the start of the machine, to the end of evidence. */
  readonly from: FileTime | null
  readonly to: FileTime | null
  /** First and last missing record id. */
  readonly idFrom: bigint | null
  readonly idTo: bigint | null
  /** One plain phrase, as sessions that overlap it show it after the kind. */
  readonly text: string
  readonly evidence: readonly EvidenceLink[]
}

/** A session from which another machine's session was opened. */
export interface Hop {
  readonly from: { readonly machine: number; readonly session: string }
  readonly to: { readonly machine: number; readonly session: string }
  /** By the clock of the computer it was made from. */
  readonly time: FileTime
  /** The logon that it led to, by the clock of that computer. */
  readonly arrived: FileTime
  readonly confidence: Confidence
  /** How it is known, in a sentence. */
  readonly explanation: string
  readonly evidence: readonly EvidenceLink[]
}

/** A stretch of time in which records say that an address was a computer's; nothing is said of any other time. */
export interface AddressUse {
  readonly ip: string
  /** First label of the computer's name, folded. */
  readonly name: string
  readonly from: FileTime
  readonly to: FileTime
  /** high: a reconnect, a computer's own account or a connection by name says so; medium: names that clients gave. */
  readonly confidence: Confidence
  /** How many records say so; `evidence` has the first and the last of them. */
  readonly count: number
  readonly evidence: readonly EvidenceLink[]
}

/** How far two machines' clocks are apart, by records of one act on both. */
export interface ClockSkew {
  readonly from: number
  readonly to: number
  /** Median of (time on `to` minus time on `from`), and median distance from it; ms. */
  readonly medianMs: number
  readonly spreadMs: number
  readonly pairs: number
  /** Two records of each of the first pairs. */
  readonly evidence: readonly EvidenceLink[]
}

/** First and last record time per machine: nothing is known outside. */
export interface Coverage {
  readonly machine: number
  readonly first: FileTime
  readonly last: FileTime
}

/** What was added to recorded times of a machine. */
export interface ClockCorrection {
  readonly machine: number
  /** `step`: to what an early boot stamped before its clock was put right; `person`: to all, as the case says. */
  readonly by: 'step' | 'person'
  readonly ticks: bigint
  /** In the person's words; empty for a step. */
  readonly reason: string
  /** Records that tell the step; none for a person. */
  readonly evidence: readonly EvidenceLink[]
}

/** Times as the log has them, where the corrected line differs from it; null where it does not. */
export interface RecordedTimes {
  readonly start: FileTime | null
  readonly end: FileTime | null
}

export interface Reconstruction {
  readonly machines: readonly Machine[]
  readonly boots: readonly Boot[]
  readonly logons: readonly Logon[]
  readonly sessions: readonly Session[]
  readonly failures: readonly Failure[]
  readonly machineEvents: readonly MachineEvent[]
  readonly coverage: readonly Coverage[]
  /** In order of machine, then time. */
  readonly gaps: readonly Gap[]
  readonly hops: readonly Hop[]
  /** By address, then time; empty for one machine alone. */
  readonly addresses: readonly AddressUse[]
  readonly skews: readonly ClockSkew[]
  /** By machine; times of what they moved are on the corrected line. */
  readonly clockCorrections: readonly ClockCorrection[]
}
