/** A zip of 2 GB is opened in little memory: stored logs are read where they lie, and equal ones once. */
import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { crc32 } from 'node:zlib'
import { expect, test } from 'vitest'
import { writeZip } from '../../fixtures/zip-writer'
import { measureProcess } from '../../perf/measure-process'
import { repeatedLog, soundChunks } from '../../perf/repeat-log'

const ROOT = path.resolve(import.meta.dirname, '../../..')
const SAMPLE = path.join(ROOT, 'assets/sample')
const LOG_BYTES = 1e9
const MIB = 1024 ** 2
/** Nearly all of it is the table, some 130 bytes a record; the archive itself takes none. */
const MOST_BYTES = 300 * MIB
const NAMES = ['Security.evtx', 'copy/Security.evtx']

function logPieces(): Generator<Uint8Array> {
  const logs = readdirSync(SAMPLE, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('Security.evtx'),
  )
  return repeatedLog(
    logs.flatMap((name) => soundChunks(readFileSync(path.join(SAMPLE, name)))),
    LOG_BYTES,
  )
}

/** The same log twice, stored. */
function writeTwice(file: string): void {
  let crc = 0
  let size = 0
  for (const piece of logPieces()) {
    crc = crc32(piece, crc)
    size += piece.length
  }
  const claims = { crc, size, packedBytes: size }
  const frame = writeZip(NAMES.map((name) => ({ name, data: Buffer.alloc(0), claims })))
  const end = frame.length - 22
  const headers = NAMES.map((name) => 30 + name.length)
  const directory = frame.readUInt32LE(end + 16)
  const second = directory + 46 + NAMES[0]!.length
  frame.writeUInt32LE(headers[0]! + size, second + 42)
  frame.writeUInt32LE(directory + 2 * size, end + 16)
  const fd = openSync(file, 'w')
  let at = 0
  for (const header of headers) {
    writeSync(fd, frame, at, header)
    at += header
    for (const piece of logPieces()) writeSync(fd, piece)
  }
  writeSync(fd, frame, directory)
  closeSync(fd)
}

// Peaks are read from /proc.
test.skipIf(!existsSync('/proc/self/status'))(
  'evidence of a zip of 2 GB peaks under 300 MB',
  async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-large-'))
    try {
      const zip = path.join(folder, 'two.zip')
      writeTwice(zip)
      const cache = path.join(folder, 'cache')
      const options = ['evidence', '--cache', cache, zip]
      const cost = await measureProcess(process.execPath, [path.join(ROOT, 'out/cli/main.js'), ...options])
      expect(cost).not.toBeNull()
      const { peakBytes, wallSeconds, cpuSeconds } = cost!
      console.log(
        `evidence of a 2 GB zip: peak ${(peakBytes / MIB).toFixed(0)} MiB, ${wallSeconds.toFixed(1)} s, CPU ${cpuSeconds.toFixed(1)} s`,
      )
      expect(peakBytes).toBeLessThan(MOST_BYTES)
      expect(existsSync(cache)).toBe(false)
    } finally {
      rmSync(folder, { recursive: true })
    }
  },
  300_000,
)
