/** A bucket of Amazon S3 or of a server that speaks like it, by path; its folders are prefixes. */
import type { Element } from '../../../core/evtx/binxml/resolve'
import type { Place, PlaceEntry } from '../place'
import { type RemoteAddress, shownPlace } from './address'
import type { ConnectOptions, Credentials } from './connection'
import { HttpClient } from './http-client'
import { openHttpFile } from './http-file'
import { allPages, folderPrefix, objectEntry, type ObjectPage } from './object-list'
import { encodeKey, signS3 } from './s3-signature'
import { childText, readXmlAnswer } from './xml-answer'

/** Without keys requests are not signed, as public buckets want it. @throws SourceProblem */
export function s3Place(
  address: RemoteAddress,
  credentials: Credentials,
  options: ConnectOptions,
): Promise<Place> {
  const { host, port, tls, root, region } = address
  const named = host.includes(':') ? `[${host}]` : host
  const hostHeader = port === (tls ? 443 : 80) ? named : `${named}:${port}`
  const client = new HttpClient(address, options, (target) =>
    credentials.kind === 's3-keys'
      ? { host: hostHeader, ...signS3(credentials, region, hostHeader, target, Date.now()) }
      : {},
  )
  const shown = shownPlace(address)
  const bucket = `/${encodeKey(root, false)}`

  const page = async (prefix: string, marker: string, signal: AbortSignal): Promise<ObjectPage> => {
    const query = [
      ...(marker === '' ? [] : [`continuation-token=${encodeKey(marker, false)}`]),
      'delimiter=%2F',
      'list-type=2',
      `prefix=${encodeKey(prefix, false)}`,
    ]
    const answer = await client.get(`${bucket}?${query.join('&')}`, {}, signal)
    const list = await readXmlAnswer(answer, shown, host, options.idleMs)
    const more = childText(list, 'IsTruncated') === 'true'
    const entries = list.elements.flatMap((one) => entryOf(prefix, one) ?? [])
    return { entries, next: more ? childText(list, 'NextContinuationToken') : '' }
  }
  return Promise.resolve({
    protocol: 's3',
    shown,
    get fingerprint() {
      return client.fingerprint
    },
    list(path: string, signal: AbortSignal) {
      const prefix = folderPrefix(path)
      return allPages(shown, (marker) => page(prefix, marker, signal))
    },
    open(path: string, signal: AbortSignal) {
      const target = bucket + encodeKey(path, true)
      return openHttpFile({ client, target, shown: shown + path, host, options }, signal)
    },
    close() {
      client.close()
      return Promise.resolve()
    },
  })
}

function entryOf(prefix: string, element: Element): PlaceEntry | null {
  if (element.name === 'CommonPrefixes')
    return objectEntry(prefix, childText(element, 'Prefix'), { kind: 'folder', size: null, modifiedMs: null })
  if (element.name !== 'Contents') return null
  const modifiedMs = Date.parse(childText(element, 'LastModified'))
  return objectEntry(prefix, childText(element, 'Key'), {
    kind: 'file',
    size: Number(childText(element, 'Size')),
    modifiedMs: Number.isNaN(modifiedMs) ? null : modifiedMs,
  })
}
