import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { recordAt } from '../../../electron/worker/record-at'
import { damagedRecord, lostChunk, recordOffsets, soundLog } from '../../fixtures/bad-input'

const HEADER = 4096
const CHUNK = 65_536

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sojourn-record-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const write = (name: string, bytes: Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

const WRONG_CHECKSUM = {
  from: HEADER,
  to: HEADER + CHUNK,
  state: 'damaged-chunk',
  what: 'checksum of the records is wrong',
}

test('a sound record in a sound chunk has nothing to say', async () => {
  const bytes = soundLog(10)
  const record = await recordAt(write('sound.evtx', bytes), recordOffsets(bytes)[3]!)
  expect(record).toMatchObject({ status: 'live', ranges: [] })
})

test('a damaged record names its bytes and its chunk; its neighbours name the chunk alone', async () => {
  const path = damagedRecord(folder)
  const offsets = recordOffsets(readFileSync(path))
  const damaged = await recordAt(path, offsets[3]!)
  expect(damaged).toMatchObject({ status: 'damaged', pairs: [] })
  expect(damaged.ranges).toEqual([
    WRONG_CHECKSUM,
    { from: offsets[3], to: offsets[4], state: 'damaged-record', what: expect.any(String) as string },
  ])
  expect(await recordAt(path, offsets[4]!)).toMatchObject({ status: 'live', ranges: [WRONG_CHECKSUM] })
})

test('where checksums mean nothing a chunk is not called damaged', async () => {
  const bytes = readFileSync(damagedRecord(folder, 'no-crc.evtx'))
  bytes[120] = 4
  const path = write('no-crc.evtx', bytes)
  expect((await recordAt(path, recordOffsets(bytes)[4]!)).ranges).toEqual([])
})

test('bytes that are no record say what they are', async () => {
  const bytes = readFileSync(damagedRecord(folder, 'torn.evtx'))
  const [first, second] = recordOffsets(bytes)
  bytes.fill(0xee, first, second)
  const path = write('torn.evtx', bytes)
  const record = await recordAt(path, first!)
  expect(record.status).toBe('damaged')
  expect(record.ranges).toContainEqual({
    from: first,
    to: second,
    state: 'skipped-bytes',
    what: `no readable record in ${second! - first!} bytes`,
  })
  const lost = HEADER + CHUNK
  expect((await recordAt(lostChunk(folder), lost + 512)).ranges).toEqual([
    { from: lost, to: lost + CHUNK, state: 'lost-chunk', what: 'chunk signature is missing' },
  ])
})

test('in a chunk that ends with its file, that is said', async () => {
  const bytes = soundLog(10)
  const offsets = recordOffsets(bytes)
  const path = write('short.evtx', bytes.subarray(0, offsets[5]))
  appendFileSync(path, bytes.subarray(offsets[5], offsets[5]! + 40))
  expect((await recordAt(path, offsets[2]!)).ranges).toEqual([
    {
      from: HEADER,
      to: offsets[5]! + 40,
      state: 'damaged-chunk',
      what: 'chunk is cut short by the end of the file',
    },
  ])
})
