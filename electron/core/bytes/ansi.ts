/** What Windows calls code pages by number; the other names are those of the WHATWG encoding standard. */
const BY_NUMBER: ReadonlyMap<string, string> = new Map([
  ...[1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258].map((n) => [`${n}`, `windows-${n}`] as const),
  ['866', 'ibm866'],
  ['874', 'windows-874'],
  ['932', 'shift_jis'],
  ['936', 'gbk'],
  ['949', 'euc-kr'],
  ['950', 'big5'],
  ['20866', 'koi8-r'],
  ['65001', 'utf-8'],
])

/** An EVTX file does not say which code page its 8-bit text has; this one is that of Western Windows (evtx-format 6, type 02). */
const DEFAULT_CODE_PAGE = 'windows-1252'

/** Made when the first ANSI string is met: a converter costs every start some milliseconds, and few logs hold such text. */
let decoder: InstanceType<typeof TextDecoder> | null = null

/** Name of a code page as the decoder knows it, from that name or its Windows number (`1251`, `cp1251`); null where it is none for 8-bit text. */
export function codePageName(name: string): string | null {
  const label = BY_NUMBER.get(name.toLowerCase().replace(/^cp-?/, '')) ?? name
  try {
    const { encoding } = new TextDecoder(label)
    return encoding.startsWith('utf-16') ? null : encoding
  } catch {
    return null
  }
}

/** Decodes 8-bit text from now on with the code page of that name; for the whole thread. @throws RangeError for an unknown name */
export function useCodePage(name: string): void {
  decoder = new TextDecoder(name)
}

/** Code page in use, to hand to other threads. */
export function currentCodePage(): string {
  return decoder?.encoding ?? DEFAULT_CODE_PAGE
}

/** Text of bytes [from, to), cut at the first NUL; never throws. */
export function ansiText(bytes: Uint8Array, from: number, to: number): string {
  return (decoder ??= new TextDecoder(DEFAULT_CODE_PAGE)).decode(
    bytes.subarray(from, firstNulByte(bytes, from, to)),
  )
}

/** Position of the first NUL in [from, to), or `to`. */
export function firstNulByte(bytes: Uint8Array, from: number, to: number): number {
  const at = bytes.subarray(from, to).indexOf(0)
  return at < 0 ? to : from + at
}
