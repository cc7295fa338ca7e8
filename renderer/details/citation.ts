import type { EvidenceItem } from '../../electron/contract/engine'
import { visibleText } from '../../electron/core/text/visible-text'
import { fullFileTimeText } from '../state/zone-format'

/**
 * A record as a report cites it: what it is, then file, record, offset and SHA-256, a line each. Time is UTC whatever the zone on
 * screen, so that two citations of one record are equal.
 */
export function citationOf(
  item: Pick<
    EvidenceItem,
    'time' | 'eventId' | 'title' | 'path' | 'channel' | 'recordId' | 'recovered' | 'offset'
  >,
  files: readonly { readonly path: string; readonly sha256: string | null }[],
): string {
  const sha256 = files.find(({ path }) => path === item.path)?.sha256 ?? ''
  return [
    `${fullFileTimeText('UTC', item.time)} event ${item.eventId} ${item.title}`,
    `File: ${item.path}`,
    `Channel: ${item.channel}`,
    `Record: ${item.recordId}${item.recovered ? ' (recovered)' : ''}`,
    `Offset: ${item.offset} (0x${item.offset.toString(16)})`,
    `SHA-256: ${sha256 === '' ? 'not known' : sha256}`,
  ]
    .map(visibleText)
    .join('\n')
}
