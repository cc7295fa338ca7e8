/** Screens of text as small PNGs: Chromium filters each line as for photographs, and text has more greys than anybody sees. */
import { crc32, deflateSync, inflateSync } from 'node:zlib'

const SIGNATURE = 8
/** Bytes of a pixel: eight bits each of red, green and blue. */
const PIXEL = 3

/** The same picture in colours of 5 bits, without filters, packed as small as zlib can. Takes RGB of 8 bits, as screenshots are. */
export function smallPng(png: Buffer): Buffer {
  const chunks = chunksOf(png)
  const [header] = chunks.filter(({ type }) => type === 'IHDR')
  if (header === undefined || header.data[8] !== 8 || header.data[9] !== 2)
    throw new Error('no RGB of 8 bits')
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)]
  const lines = inflateSync(
    Buffer.concat(chunks.flatMap(({ type, data }) => (type === 'IDAT' ? [data] : []))),
  )
  unfilter(lines, width * PIXEL, height)
  roundColours(lines, width * PIXEL)
  return Buffer.concat([
    png.subarray(0, SIGNATURE),
    chunk('IHDR', header.data),
    chunk('IDAT', deflateSync(lines, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunksOf(png: Buffer): { readonly type: string; readonly data: Buffer }[] {
  const found = []
  for (let at = SIGNATURE; at < png.length;) {
    const size = png.readUInt32BE(at)
    found.push({ type: png.toString('latin1', at + 4, at + 8), data: png.subarray(at + 8, at + 8 + size) })
    at += 12 + size
  }
  return found
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const [before, after] = [Buffer.alloc(4), Buffer.alloc(4)]
  before.writeUInt32BE(data.length)
  after.writeUInt32BE(crc32(body))
  return Buffer.concat([before, body, after])
}

/** Each line is its filter, then its bytes; afterwards the filter is 0 (none). */
function unfilter(lines: Buffer, stride: number, height: number): void {
  for (let y = 0; y < height; y++) {
    const from = y * (stride + 1)
    const filter = lines[from]
    lines[from] = 0
    for (let x = 1; x <= stride; x++) {
      const left = x > PIXEL ? lines[from + x - PIXEL]! : 0
      const up = y > 0 ? lines[from + x - stride - 1]! : 0
      const corner = x > PIXEL && y > 0 ? lines[from + x - stride - 1 - PIXEL]! : 0
      const guesses = [0, left, up, (left + up) >> 1, paeth(left, up, corner)]
      lines[from + x] = (lines[from + x]! + guesses[filter ?? 0]!) & 255
    }
  }
}

/** To the nearest of 32 steps; white stays white. */
function roundColours(lines: Buffer, stride: number): void {
  for (let at = 0; at < lines.length; at++)
    if (at % (stride + 1) !== 0) lines[at] = Math.min(255, (lines[at]! + 4) & 0x1f8)
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}
