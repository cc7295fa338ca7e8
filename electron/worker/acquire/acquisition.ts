import type { Place } from '../sources/place'

/** How a copy of evidence came to be: kept beside it as JSON. */
export interface Acquisition {
  /** Where it comes from, as shown; never holds a secret. */
  readonly source: string
  readonly protocol: Place['protocol'] | 'archive'
  /** Of the host key or certificate; null where there was none. */
  readonly fingerprint: string | null
  /** What the source said of it. Times are ISO 8601, UTC. */
  readonly told: {
    readonly size: number | null
    readonly modified: string | null
    readonly etag: string | null
  }
  readonly start: string
  readonly end: string
  readonly bytes: number
  readonly sha256: string
  /** Of Sojourn. */
  readonly version: string
  /** The case it was acquired for; null outside of a case. */
  readonly caseFile: string | null
  /** What happened on the way: resumed, started over. */
  readonly notes: readonly string[]
  /** Why it is not whole or not sound; null where it is. */
  readonly problem: string | null
}

/** A record as lines of text for a custody log or a report. */
export function acquisitionText(one: Acquisition): string {
  const rows: readonly (readonly [string, string | null])[] = [
    ['Source', one.source],
    ['Protocol', one.protocol],
    ['Host key or certificate', one.fingerprint],
    ['Size told', one.told.size === null ? null : `${one.told.size} bytes`],
    ['Modified', one.told.modified],
    ['ETag', one.told.etag],
    ['Begun', one.start],
    ['Ended', one.end],
    ['Copied', `${one.bytes} bytes`],
    ['SHA-256', one.sha256],
    ['Sojourn', one.version],
    ['Case', one.caseFile],
    ...one.notes.map((note) => ['Note', note] as const),
    ['Problem', one.problem],
  ]
  return rows.flatMap(([name, value]) => (value === null ? [] : [`${name}: ${value}\n`])).join('')
}
