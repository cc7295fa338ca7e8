/** A container of Azure Blob storage by a shared access signature, with plain requests; its folders are prefixes. */
import type { Element } from '../../../core/evtx/binxml/resolve'
import type { Place, PlaceEntry } from '../place'
import { type RemoteAddress, shownPlace } from './address'
import type { ConnectOptions, Credentials } from './connection'
import { HttpClient } from './http-client'
import { openHttpFile } from './http-file'
import { allPages, folderPrefix, objectEntry, type ObjectPage } from './object-list'
import { lastPart } from './path-parts'
import { encodeKey } from './s3-signature'
import { childText, readXmlAnswer } from './xml-answer'

/** A page this large stays within the bounds of an XML answer. */
const PAGE = 1_000

/** @throws SourceProblem */
export function azurePlace(
  address: RemoteAddress,
  credentials: Credentials,
  options: ConnectOptions,
): Promise<Place> {
  const { host, root } = address
  const signature = credentials.kind === 'query' ? credentials.query : ''
  const isBlob = new URLSearchParams(signature).get('sr') === 'b'
  const client = new HttpClient(address, options, () => ({ 'x-ms-version': '2021-08-06' }))
  const shown = shownPlace(address)
  const container = `/${encodeKey(root, true)}`

  const page = async (prefix: string, marker: string, signal: AbortSignal): Promise<ObjectPage> => {
    const query = [
      'restype=container&comp=list&delimiter=%2F',
      `maxresults=${PAGE}`,
      `prefix=${encodeKey(prefix, false)}`,
      ...(marker === '' ? [] : [`marker=${encodeKey(marker, false)}`]),
      signature,
    ]
    const answer = await client.get(`${container}?${query.join('&')}`, {}, signal)
    const list = await readXmlAnswer(answer, shown, host, options.idleMs)
    const blobs = list.elements.find(({ name }) => name === 'Blobs')?.elements ?? []
    return {
      entries: blobs.flatMap((one) => entryOf(prefix, one) ?? []),
      next: childText(list, 'NextMarker'),
    }
  }
  const open: Place['open'] = (path, signal) => {
    const target = `${container}${encodeKey(path, true)}?${signature}`
    return openHttpFile({ client, target, shown: shown + path, host, options }, signal)
  }
  return Promise.resolve({
    protocol: 'azure',
    shown,
    get fingerprint() {
      return client.fingerprint
    },
    async list(path: string, signal: AbortSignal): Promise<readonly PlaceEntry[]> {
      if (isBlob) {
        const { size, modifiedMs } = await open(address.path, signal)
        return [{ name: lastPart(address.path), path: address.path, kind: 'file', size, modifiedMs }]
      }
      const prefix = folderPrefix(path)
      return allPages(shown, (marker) => page(prefix, marker, signal))
    },
    open,
    close() {
      client.close()
      return Promise.resolve()
    },
  })
}

function entryOf(prefix: string, element: Element): PlaceEntry | null {
  const name = childText(element, 'Name')
  if (element.name === 'BlobPrefix')
    return objectEntry(prefix, name, { kind: 'folder', size: null, modifiedMs: null })
  const properties = element.elements.find((one) => one.name === 'Properties')
  if (element.name !== 'Blob' || properties === undefined) return null
  const modifiedMs = Date.parse(childText(properties, 'Last-Modified'))
  return objectEntry(prefix, name, {
    kind: 'file',
    size: Number(childText(properties, 'Content-Length')),
    modifiedMs: Number.isNaN(modifiedMs) ? null : modifiedMs,
  })
}
