import type { Acquisition } from '../../contract/acquisition'

/** A record of acquisition as lines of text. */
export function acquisitionText(one: Omit<Acquisition, 'caseFile'> & Partial<Acquisition>): string {
  const rows: readonly (readonly [string, string | null | undefined])[] = [
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
  return rows.flatMap(([name, value]) => (value == null ? [] : [`${name}: ${value}\n`])).join('')
}

/** What of a record a person looks for first, in a sentence or two. */
export function acquisitionSentence(one: Omit<Acquisition, 'caseFile'>): string {
  const { source, protocol, fingerprint, told, bytes, sha256, notes, problem } = one
  const server =
    fingerprint === null ? '' : `, ${protocol === 'sftp' ? 'host key' : 'certificate'} ${fingerprint}`
  const said = [
    told.size === null ? [] : `${told.size} bytes`,
    told.modified === null ? [] : `changed ${told.modified}`,
    told.etag === null ? [] : `ETag ${told.etag}`,
  ].flat()
  return [
    `${source} copied to the evidence cache (${protocol}${server}), ${one.start} to ${one.end}: ${bytes} bytes, SHA-256 ${sha256}.`,
    ...(said.length === 0 ? [] : [`Its source told of ${said.join(', ')}.`]),
    ...notes,
    ...(problem === null ? [] : [problem]),
  ].join(' ')
}
