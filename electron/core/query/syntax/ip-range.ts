/** Addresses of one family, first to last. */
export interface IpRange {
  readonly family: 4 | 6
  readonly first: bigint
  readonly last: bigint
}

const MAPPED = 0xffffn << 32n

/**
 * `10.0.0.0/8`, `2001:db8::/32`, one address, or two with `-` between as a range; null if it is none. An IPv4 address written as IPv6 (`::ffff:10.0.0.1`) is IPv4,
 * `%scope` is left out (sessions.md 3).
 */
export function ipRange(value: string): IpRange | null {
  if (value.length > 100) return null
  const dash = value.indexOf('-')
  if (dash >= 0) {
    const low = ipRange(value.slice(0, dash))
    const high = ipRange(value.slice(dash + 1))
    if (low === null || high === null || low.family !== high.family || low.first > high.last) return null
    return { family: low.family, first: low.first, last: high.last }
  }
  const [, text, , bits] = /^([^/%]+)(%[^/]*)?(?:\/(\d{1,3}))?$/.exec(value) ?? []
  if (text === undefined) return null
  const address = parseAddress(text)
  if (address === null) return null
  const width = address.family === 4 ? 32 : 128
  let prefix = bits === undefined ? width : Number(bits)
  // `::ffff:10.0.0.0/104` counts its prefix from the start of the IPv6 form.
  if (address.family === 4 && bits !== undefined && text.includes(':')) prefix -= 96
  if (prefix < 0 || prefix > width) return null
  const hosts = (1n << BigInt(width - prefix)) - 1n
  const first = address.value & ~hosts
  return { family: address.family, first, last: first | hosts }
}

/** One address as a range of itself; null for text that is none. */
export function ipAddress(text: string): IpRange | null {
  const one = ipRange(text)
  return one !== null && one.first === one.last ? one : null
}

/** Whether an address lies in any of the ranges. */
export function isInRanges(address: IpRange | null, ranges: readonly IpRange[]): boolean {
  return (
    address !== null &&
    ranges.some(
      ({ family, first, last }) =>
        family === address.family && first <= address.first && address.first <= last,
    )
  )
}

function parseAddress(text: string): { family: 4 | 6; value: bigint } | null {
  const four = parseV4(text)
  if (four !== null) return { family: 4, value: four }
  const six = parseV6(text)
  if (six === null) return null
  return six >> 32n === 0xffffn ? { family: 4, value: six ^ MAPPED } : { family: 6, value: six }
}

function parseV4(text: string): bigint | null {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)
  if (match === null) return null
  const parts = match.slice(1).map(Number)
  if (parts.some((part) => part > 255)) return null
  return BigInt(parts.reduce((sum, part) => sum * 256 + part, 0))
}

function parseV6(text: string): bigint | null {
  const halves = text.split('::')
  if (halves.length > 2 || !text.includes(':')) return null
  const head = groups(halves[0]!, halves.length === 1)
  const tail = halves.length === 2 ? groups(halves[1]!, true) : []
  if (head === null || tail === null) return null
  const missing = 8 - head.length - tail.length
  // `::` stands for at least one group of zeros.
  if (halves.length === 2 ? missing < 1 : missing !== 0) return null
  const all = [...head, ...new Array<number>(missing).fill(0), ...tail]
  return all.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n)
}

/** Groups of 16 bits; the last part of an address may be written as IPv4. */
function groups(text: string, isLast: boolean): number[] | null {
  if (text === '') return []
  const found: number[] = []
  const parts = text.split(':')
  for (const [i, part] of parts.entries()) {
    const four = isLast && i === parts.length - 1 ? parseV4(part) : null
    if (four !== null) found.push(Number(four >> 16n), Number(four & 0xffffn))
    else if (/^[0-9a-f]{1,4}$/i.test(part)) found.push(parseInt(part, 16))
    else return null
  }
  return found
}
