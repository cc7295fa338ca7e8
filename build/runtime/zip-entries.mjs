import zlib from 'node:zlib'

const END_OF_DIRECTORY = 0x06054b50
const DIRECTORY_ENTRY = 0x02014b50
const STORED = 0

/**
 * Walks the files of a zip archive held in memory, by its central directory.
 * Yields `{ name, mode, size, data() }`; `data` inflates on demand and throws where the length does not fit.
 */
export function* zipEntries(zip) {
  let end = zip.length - 22
  while (end >= 0 && zip.readUInt32LE(end) !== END_OF_DIRECTORY) end--
  if (end < 0) throw new Error('not a zip archive')
  const count = zip.readUInt16LE(end + 10)
  let at = zip.readUInt32LE(end + 16)
  if (at === 0xffffffff || count === 0xffff) throw new Error('zip64 archives are not handled')
  for (let i = 0; i < count; i++) {
    if (zip.readUInt32LE(at) !== DIRECTORY_ENTRY) throw new Error('damaged zip directory')
    const nameLength = zip.readUInt16LE(at + 28)
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength)
    yield entryAt(zip, at, name)
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
}

function entryAt(zip, at, name) {
  const method = zip.readUInt16LE(at + 10)
  const packed = zip.readUInt32LE(at + 20)
  const size = zip.readUInt32LE(at + 24)
  const mode = zip.readUInt32LE(at + 38) >>> 16
  const local = zip.readUInt32LE(at + 42)
  const data = () => {
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const raw = zip.subarray(start, start + packed)
    const content = method === STORED ? raw : zlib.inflateRawSync(raw)
    if (content.length !== size) throw new Error(`damaged zip entry ${name}`)
    return content
  }
  return { name, mode, size, data }
}
