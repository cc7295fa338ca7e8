/** A virtual display whose picture can be read from outside: for a packaged program, which lets nothing look in. */
import fs from 'node:fs'
import path from 'node:path'
import zlib from 'node:zlib'
import { startVirtualDisplay } from '../display.mjs'

/** Starts it; its frame buffer lies in `folder`. Answers `{ name, read(), shows(colours, enough), stop() }`. Throws where Xvfb does not come up. */
export async function startScreen(folder) {
  const { name, stop } = await startVirtualDisplay(['-fbdir', folder, '-ac'])
  const raw = () => fs.readFileSync(path.join(folder, 'Xvfb_screen0'))
  const shows = (colours, enough) => {
    const frame = raw()
    return colours.every((colour) => hasColour(frame, colour, enough))
  }
  return { name, stop, read: () => readFrame(raw()), shows }
}

/** Where the pixels of an XWD begin. */
const pixelsAt = (xwd) => xwd.readUInt32BE(0) + 12 * xwd.readUInt32BE(4 * 19)

/** Whether at least `enough` pixels have this colour (0xRRGGBB). Quick: it is asked while a program starts on the same processor. */
export function hasColour(xwd, colour, enough) {
  const start = pixelsAt(xwd)
  const pixels = new Uint32Array(
    Uint8Array.from(xwd.subarray(start, xwd.length - ((xwd.length - start) % 4))).buffer,
  )
  let count = 0
  for (const pixel of pixels) if ((pixel & 0xffffff) === colour && ++count >= enough) return true
  return false
}

/** XWD: a header of big-endian words, a colour map of 12 bytes an entry, then rows of BGRX. Answers `{ width, height, rgb }`. */
export function readFrame(xwd) {
  const word = (i) => xwd.readUInt32BE(4 * i)
  const [width, height, stride] = [word(4), word(5), word(12)]
  const start = pixelsAt(xwd)
  const rgb = Buffer.alloc(width * height * 3)
  let to = 0
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = start + y * stride + 4 * x
      rgb[to++] = xwd[from + 2]
      rgb[to++] = xwd[from + 1]
      rgb[to++] = xwd[from]
    }
  }
  return { width, height, rgb }
}

/** The frame as a PNG file. */
export function pngFile({ width, height, rgb }) {
  const rows = Buffer.alloc(height * (1 + 3 * width))
  for (let y = 0; y < height; y++) rgb.copy(rows, y * (1 + 3 * width) + 1, y * 3 * width, (y + 1) * 3 * width)
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([8, 2, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', zlib.deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const framed = Buffer.alloc(8 + body.length)
  framed.writeUInt32BE(data.length, 0)
  body.copy(framed, 4)
  framed.writeUInt32BE(crc32(body), 4 + body.length)
  return framed
}

function crc32(bytes) {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return (crc ^ 0xffffffff) >>> 0
}
