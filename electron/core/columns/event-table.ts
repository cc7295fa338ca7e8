/**
 * What the parser leaves behind of a log: one narrow row a record, one wider row a session-relevant record.
 * Text and SIDs are ids of `strings`; id 0 is "not there". 64-bit values are BigUint64Array over buffers that the
 * parser fills as 32-bit halves, so its loop never makes a BigInt.
 */

/** Text columns of a session-relevant record (dictionary ids, 0 = absent, empty or "-"). */
export const TEXT_FIELDS = [
  'subjectSid',
  'subjectUser',
  'subjectDomain',
  'targetSid',
  'targetUser',
  'targetDomain',
  'logonProcess',
  'authPackage',
  'lmPackage',
  'workstation',
  'logonGuid',
  'transmittedServices',
  'processName',
  'ip',
  'port',
  'impersonation',
  'restrictedAdmin',
  'remoteCredentialGuard',
  'outboundUser',
  'outboundDomain',
  'virtualAccount',
  'elevated',
  'sessionName',
  'clientName',
  'targetServer',
  'status',
  'subStatus',
  'activityId',
  // Event-specific text, named in family.json by what it holds there (for example 1074: process, type, user).
  'text1',
  'text2',
  'text3',
  'text4',
] as const
export type TextField = (typeof TEXT_FIELDS)[number]

/** Unsigned 32-bit columns; NO_NUMBER = absent. */
export const NUMBER_FIELDS = ['logonType', 'sessionId', 'otherSessionId', 'reason', 'keyLength'] as const
export type NumberField = (typeof NUMBER_FIELDS)[number]
export const NO_NUMBER = 0xffffffff

/** 64-bit columns: logon IDs and FILETIMEs; 0 = absent. */
export const WIDE_FIELDS = [
  'subjectLogonId',
  'targetLogonId',
  'linkedLogonId',
  'fileTime1',
  'fileTime2',
] as const
export type WideField = (typeof WIDE_FIELDS)[number]

/** Ids of `EventTable.strings`, in no more bytes than the largest of the column needs. */
export type TextColumn = Uint8Array | Uint16Array | Uint32Array

/** Every decoded record, by source, then by offset; recovered ones of a source behind its live ones. */
export interface RecordColumns {
  readonly length: number
  /** Index into `EventTable.sources`. */
  readonly source: Uint32Array
  /** Byte of the record header in its file. */
  readonly offset: Uint32Array | Float64Array
  /** EventRecordID. */
  readonly recordId: BigUint64Array
  /** TimeCreated as FILETIME. */
  readonly time: BigUint64Array
  readonly eventId: Uint16Array
  readonly provider: TextColumn
  readonly channel: TextColumn
  readonly computer: TextColumn
  /** Boot tag: last 8 bytes of Correlation@ActivityID read little-endian, Security channel only; 0 = none. */
  readonly bootTag: BigUint64Array
  /** 1 for a record that recovery brought back; absent where there is none. */
  readonly recovered?: Uint8Array
}

/** The session-relevant records; same order as in RecordColumns. */
export type FamilyColumns = {
  readonly length: number
  /** Row in RecordColumns. */
  readonly record: Uint32Array
  /** Index into EVENT_KINDS (events/family). */
  readonly kind: Uint8Array
} & { readonly [F in TextField]: TextColumn } & { readonly [F in NumberField]: Uint32Array } & {
  readonly [F in WideField]: BigUint64Array
}

export interface EventTable {
  /** Paths as given, sorted, exports as text behind logs; RecordColumns.source indexes this list. */
  readonly sources: readonly string[]
  /** The first of those that are exports as text, which may hold records of many logs; absent where there is none. */
  readonly textFrom?: number
  /** Of those the weak ones, by index: timelines that another program made. */
  readonly weakSources?: ReadonlySet<number>
  readonly strings: readonly string[]
  readonly records: RecordColumns
  readonly family: FamilyColumns
}
