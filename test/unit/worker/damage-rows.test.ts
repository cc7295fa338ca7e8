import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ALL_EVENTS, SHOWN_BYTES } from '../../../electron/contract/engine-constants'
import type { EventFilter, EventRow } from '../../../electron/contract/events'
import { CHUNK_SIZE, FILE_HEADER_SIZE } from '../../../electron/core/evtx/layout'
import { recordOffsets, soundLog } from '../../fixtures/bad-input'
import { EngineWindow } from '../../fixtures/engine-window'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sojourn-damage-rows-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const write = (name: string, bytes: Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

/** What the list of events says with a filter. */
async function listed(window: EngineWindow, part: Partial<EventFilter> = {}, descending = false) {
  const reply = await window.call({ call: 'events', filter: { ...ALL_EVENTS, ...part }, descending })
  const { rows } = await window.call({ call: 'eventRows', resultId: reply.resultId, from: 0, to: 2000 })
  return { reply, rows }
}

/** `11`, or of a damaged place what it is between which records. */
const word = ({ recordId, damage }: EventRow): string =>
  damage === null ? recordId : `${damage.state} ${damage.before}-${damage.after}`

/** 100 records, of which three in a row from the twelfth on cannot be found, and the first of the second chunk not decoded. */
function holed(): Uint8Array {
  const bytes = soundLog(300)
  const places = recordOffsets(bytes)
  bytes.fill(0x55, places[11], places[14])
  // A token that cannot be, behind the header of the first record of the second chunk.
  const second = FILE_HEADER_SIZE + CHUNK_SIZE + 512
  bytes.fill(0x3f, second + 28, second + 30)
  return bytes
}

describe('damage among the events', () => {
  test('stands where it lies in its log, in both orders, and is chosen alone', async () => {
    const window = new EngineWindow()
    await window.open(write('holed.evtx', holed()))
    const { reply, rows } = await listed(window)
    const words = rows.map(word)
    const hole = words.indexOf('skipped-bytes 11-15')
    expect(words.slice(hole - 1, hole + 2)).toEqual(['11', 'skipped-bytes 11-15', '15'])
    expect(words[0]).toBe('damaged-chunk null-1')
    expect(reply.only).toEqual({ damaged: 4, recovered: 0 })
    expect(reply).toMatchObject({ rows: reply.matched + 4, unlisted: 0 })
    expect(rows).toHaveLength(reply.rows)

    const back = await listed(window, {}, true)
    expect(back.rows.map(word)).toEqual(words.toReversed())

    const only = await listed(window, { only: 'damaged' })
    expect(only.rows.map(({ damage }) => damage?.state)).toEqual([
      'damaged-chunk',
      'skipped-bytes',
      'damaged-chunk',
      'damaged-record',
    ])
    expect(only.reply.matched).toBe(0)
    // What of it can be narrowed further is counted by the records beside it.
    expect(only.reply.facets.computer.map(({ count }) => count)).toEqual([4])
    const { source, damage } = only.rows[1]!
    expect(damage).toMatchObject({ chunk: 0, what: expect.stringContaining('no readable record') as string })
    const { row } = await window.call({
      call: 'placeRow',
      resultId: reply.resultId,
      source,
      from: damage!.from,
    })
    expect(row).toBe(hole)
  })

  test('a damaged place of the first record of a chunk goes with its own chunk, whatever the chunk before it holds', async () => {
    const window = new EngineWindow()
    await window.open(write('ring.evtx', ringWrapped()))
    const { rows } = await listed(window)
    // The second chunk is older: its damaged first record does not stand behind the newest.
    const at = rows.findIndex(({ damage }) => damage?.state === 'damaged-record')
    expect(at).toBeLessThan(rows.length / 2)
    expect(rows[at]!.damage).toMatchObject({ chunk: 1 })
    expect(rows[at]!.time).toBe(rows[at + 1]!.time)
  })

  test('filters by place keep it where they keep its neighbour; by number, account or record they drop it', async () => {
    const window = new EngineWindow()
    await window.open(write('filters.evtx', holed()))
    const all = await listed(window)
    const { computer, eventId } = all.rows.find(({ damage }) => damage === null)!
    const places = async (part: Partial<EventFilter>): Promise<number> =>
      (await listed(window, part)).rows.filter(({ damage }) => damage !== null).length
    expect(await places({ computer: { values: [computer], not: false } })).toBe(4)
    expect(await places({ computer: { values: [computer], not: true } })).toBe(0)
    expect(await places({ eventId: { values: [String(eventId)], not: false } })).toBe(0)
    expect(await places({ recordId: '15' })).toBe(0)
    expect(await places({ toMs: 0 })).toBe(0)
  })

  test('its bytes are those of the file, the first of many', async () => {
    const window = new EngineWindow()
    const bytes = holed()
    await window.open(write('bytes.evtx', bytes))
    const { rows } = await listed(window, { only: 'damaged' })
    const { source, damage } = rows[0]!
    const { from, to } = damage!
    const read = await window.call({ call: 'bytes', source, from, to })
    expect(to - from).toBe(CHUNK_SIZE)
    expect(Buffer.from(read.bytes)).toEqual(Buffer.from(bytes.subarray(from, from + SHOWN_BYTES)))
    const end = await window.call({ call: 'bytes', source, from: bytes.length - 3, to: bytes.length + 9 })
    expect(end.bytes).toHaveLength(3)
  })

  test('a log of which nothing was read is one place', async () => {
    const window = new EngineWindow()
    const bytes = soundLog(50)
    bytes.fill(0x58, FILE_HEADER_SIZE)
    await window.open(write('lost.evtx', bytes))
    const { reply, rows } = await listed(window)
    expect(reply).toMatchObject({ total: 0, matched: 0, rows: 1 })
    expect(rows.map(word)).toEqual(['lost-chunk null-null'])
  })

  test('recovered records say how they were found', async () => {
    const window = new EngineWindow()
    const bytes = soundLog(50)
    const view = new DataView(bytes.buffer, bytes.byteOffset)
    const places = recordOffsets(bytes)
    // All but 40 are left over behind the free space; the checksum is then wrong too.
    view.setUint32(FILE_HEADER_SIZE + 48, places[40]! - FILE_HEADER_SIZE, true)
    await window.open(write('slack.evtx', bytes))
    const before = await listed(window)
    expect(before.reply.only.recovered).toBe(0)
    await window.call({ call: 'recover', on: true })
    await window.settled()
    const { reply, rows } = await listed(window, { only: 'recovered' })
    expect(reply.only.recovered).toBe(60)
    expect(rows.filter(({ recovered }) => recovered)).toHaveLength(60)
    expect(new Set(rows.map(({ method }) => method))).toEqual(
      new Set(['left over behind the records in use of its chunk']),
    )
  })

  test('what came back without a name for each value is a place of its own, beside the damaged record', async () => {
    const window = new EngineWindow()
    const bytes = soundLog(2)
    const [first = 0, second = 0] = recordOffsets(bytes)
    // The definition that all records of the chunk use is overwritten, and with it what its own record says.
    bytes.fill(0xff, first + 28 + 10 + 4, first + 28 + 10 + 40)
    await window.open(write('nameless.evtx', bytes))
    await window.call({ call: 'recover', on: true })
    await window.settled()
    const { reply, rows } = await listed(window)
    expect(reply.only).toEqual({ damaged: 5, recovered: 3 })
    expect(rows.filter(({ damage }) => damage?.from === second).map(({ damage }) => damage?.state)).toEqual([
      'damaged-record',
      'recovered-record',
    ])
  })
})

/** Two chunks, the newer in front; the first record of the older one cannot be decoded. */
function ringWrapped(): Uint8Array {
  const bytes = soundLog(250)
  const newer = bytes.slice(FILE_HEADER_SIZE + CHUNK_SIZE, FILE_HEADER_SIZE + 2 * CHUNK_SIZE)
  const older = bytes.slice(FILE_HEADER_SIZE, FILE_HEADER_SIZE + CHUNK_SIZE)
  older.fill(0x3f, 512 + 28, 512 + 30)
  return Buffer.concat([bytes.subarray(0, FILE_HEADER_SIZE), newer, older])
}
