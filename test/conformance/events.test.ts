import { describe, expect, test } from 'vitest'
import { ChunkReader } from '../../electron/core/evtx/chunk-reader'
import { headerOnlyEvent, readEvent, type Event } from '../../electron/core/evtx/event'
import { parseFileHeader } from '../../electron/core/evtx/file-header'
import { eachChunk } from '../fixtures/read-table'
import { differences, explanation } from './compare'
import { evidenceFile, evidencePresent, referenceFiles, referenceRecords } from './evidence'

/** Every record of a file by its offset. */
function readAll(bytes: Uint8Array): Map<number, Event> {
  const reader = new ChunkReader()
  const events = new Map<number, Event>()
  const { noCrc } = parseFileHeader(bytes)
  eachChunk(bytes, (chunk, offset) => {
    reader.eachRecord(
      chunk,
      offset,
      noCrc,
      (at, size) => events.set(offset + at, readEvent(reader.fragments, at, at + size)),
      (at) => events.set(offset + at, headerOnlyEvent(chunk, at)),
    )
  })
  return events
}

// The logs are not in the project (licences): where the folder is absent, a line says so.
describe.skipIf(!evidencePresent)('records of real logs against libevtx, python-evtx and Rust evtx', () => {
  test('every record a tool reads is there, equal or different for a known reason', () => {
    const classes = new Map<string, number>()
    const unexplained: string[] = []
    const count = (name: string): unknown => classes.set(name, (classes.get(name) ?? 0) + 1)
    for (const file of referenceFiles()) {
      const events = readAll(evidenceFile(file))
      for (const reference of referenceRecords(file)) {
        const event = events.get(reference.off)
        events.delete(reference.off)
        const fields = event ? differences(reference, event) : ['missing']
        if (fields.length === 0) {
          count('equal')
          continue
        }
        const why = event
          ? explanation(reference, event, fields)
          : reference.unparsed
            ? 'no tool could read the record: skipped, counted'
            : null
        if (why) count(`explained: ${why}`)
        else unexplained.push(`${file} @${reference.off} id ${reference.id}: ${fields.join(', ')}`)
      }
      for (const event of events.values()) count(`explained: beyond the reference, ${event.status}`)
    }
    for (const [name, n] of [...classes].sort()) console.log(`${String(n).padStart(7)}  ${name}`)
    console.log(`${String(unexplained.length).padStart(7)}  different`)
    expect(unexplained).toEqual([])
    expect(classes.get('equal')).toBeGreaterThan(20_000)
  })
})

interface Damage {
  readonly file: string
  readonly total_records: number
  readonly readable_by_normal_walk: number
}

describe.skipIf(!evidencePresent)('damaged logs', () => {
  const cases = evidencePresent
    ? (JSON.parse(evidenceFile('synthetic/damaged/DMG-1_damage.json').toString()) as Damage[])
    : []
  test.each(cases)(
    '$file: at least what a normal walk reads',
    ({ file, total_records, readable_by_normal_walk }) => {
      const events = [...readAll(evidenceFile(`synthetic/damaged/${file}`)).values()]
      const live = events.filter((event) => event.status === 'live').length
      console.log(
        `${file.padEnd(34)} ${live} of ${total_records} live, ${events.length - live} damaged; a normal walk reads ${readable_by_normal_walk}`,
      )
      expect(live).toBeGreaterThanOrEqual(readable_by_normal_walk)
      expect(live).toBeLessThanOrEqual(total_records)
    },
  )
})
