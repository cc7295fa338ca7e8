import type { Acquisition } from '../../contract/acquisition'

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
