/** Computers as narrow places show them. */
import { visibleName } from '../../electron/core/text/visible-text'

const DNS_NAME = /^[a-z0-9_-]*[a-z_-][a-z0-9_-]*(\.[a-z0-9_-]+)+\.?$/i

/** First label of a DNS name; anything else, an address for one, as it is. The full name belongs into the tooltip. */
export function hostName(computer: string): string {
  return visibleName(DNS_NAME.test(computer) ? (computer.split('.')[0] ?? computer) : computer)
}
