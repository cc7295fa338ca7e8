import type { FragmentReader } from '../binxml/fragment'
import { headerOnlyEvent, readEvent, type Event } from '../event'
import { DecodeError } from '../layout'
import type { Candidate, RecoveryMethod } from './holes'
import type { RecordChecker } from './record-check'
import type { TemplateSource } from './recovery-templates'

/** How a record came back, and what speaks against it. */
export interface Recovery {
  readonly method: RecoveryMethod
  readonly template: TemplateSource
  /** Empty where nothing does. */
  readonly doubt: string
}

/** All of it, with names: can be written as XML and into columns. Its System fields and the values of its body. Its values. Its header. */
export type Kept = 'all' | 'system' | 'values' | 'header'

export interface RecoveredEvent {
  readonly event: Event & { readonly recovery: Recovery }
  readonly kept: Kept
}

const SYSTEM_KEPT = 'the values of its body have no names'
const HEADER_KEPT = 'its values have no names'
const NOTHING_KEPT = 'only its header could be read'

/**
 * Decodes a candidate of the reader's chunk. null: it is no record (its size was a guess and its values do not end where that says).
 * Definitions come from `checker`'s templates; what has none is listed without names.
 */
export function recoverRecord(
  reader: FragmentReader,
  checker: RecordChecker,
  { at, size, method, sizeDoubt }: Candidate,
): RecoveredEvent | null {
  const { chunk } = reader
  const end = at + size
  const done = (
    event: Event,
    template: TemplateSource,
    doubts: readonly string[],
    kept: Kept,
  ): RecoveredEvent => {
    const doubt = [...(sizeDoubt === null ? [] : [sizeDoubt]), ...doubts].join('; ')
    return { event: { ...event, status: 'recovered', recovery: { method, template, doubt } }, kept }
  }
  reader.reset()
  try {
    const checked = checker.check(chunk, at, end)
    if (!checked.endsRight) {
      if (sizeDoubt !== null) return null
      return done(
        headerOnlyEvent(chunk, at),
        'none',
        ['its values do not end where it does', NOTHING_KEPT],
        'header',
      )
    }
    const event = tryRead(reader, at, end)
    if (event && checked.source !== 'none')
      return done(event, checked.source, [...checked.doubts, ...idDoubt(event)], 'all')
    const doubts = [...checked.doubts, event ? SYSTEM_KEPT : HEADER_KEPT]
    if (event)
      return done({ ...event, kind: null, data: [...event.data, ...checked.raw] }, 'none', doubts, 'system')
    const { raw } = checker.check(chunk, at, end, 'all')
    return done({ ...headerOnlyEvent(chunk, at), data: raw }, 'none', doubts, 'values')
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    reader.reset()
    if (sizeDoubt !== null) return null
    return done(headerOnlyEvent(chunk, at), 'none', [error.message, NOTHING_KEPT], 'header')
  }
}

function tryRead(reader: FragmentReader, at: number, end: number): Event | null {
  try {
    return readEvent(reader, at, end)
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error
    reader.reset()
    return null
  }
}

/** Equal in every log that is no filtered export. */
function idDoubt({ recordId, headerRecordId }: Event): string[] {
  return recordId === headerRecordId ? [] : ['its EventRecordID is not that of its header']
}
