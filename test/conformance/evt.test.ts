import { describe, expect, test } from 'vitest'
import { parseEvtHeader } from '../../electron/core/evt/file-header'
import { findEvtRecords, type RecordPlaces } from '../../electron/core/evt/find-records'
import { withoutDuplicates } from '../../electron/core/evt/duplicates'
import { readEvtRecord, type EvtRecord } from '../../electron/core/evt/record'
import { RingBytes } from '../../electron/core/evt/ring-bytes'
import {
  evidenceFile,
  evidencePresent,
  legacyReference,
  legacyReferenceFiles,
  type LegacyReference,
} from './evidence'

/** What libevt prints otherwise, and why that is no fault here. */
const TOO_MANY_STRINGS =
  'an overwritten record of an older lap: libevt reads on past the number of strings that the record has'

// The logs are not in the project (licences): where the folder is absent, a line says so.
describe.skipIf(!evidencePresent)('records of legacy logs against libevt', () => {
  test.each(evidencePresent ? legacyReferenceFiles() : [])('%s', (file) => {
    const bytes = new RingBytes(evidenceFile(file))
    const found = findEvtRecords(bytes, parseEvtHeader(bytes.bytes))
    const reference = legacyReference(file)
    const classes = new Map<string, number>()
    const unexplained = [
      ...compare('record', inRingOrder(decode(bytes, found.live)), reference, classes),
      ...compare('recovered', decode(bytes, found.stale), reference, classes),
    ]
    const { places, duplicates } = withoutDuplicates(bytes, found.live, found.stale)
    const kept = places.offsets.length
    const { torn } = found.live
    console.log(
      `${file}: ${found.live.offsets.length} live (${torn.size} torn), ${found.skipped} skipped, ${found.stale.offsets.length} older, of these ${kept} not live (${duplicates} copies); ${[...classes].map(([name, n]) => `${n} ${name}`).join(', ')}`,
    )
    expect(unexplained).toEqual([])
    // Of the two logs that are cut off, one is so between two records.
    expect(torn.size + found.skipped).toBe(file.includes('XPWS1_SecEvent_truncated') ? 1 : 0)
  })
})

function decode(bytes: RingBytes, places: RecordPlaces): Placed[] {
  return places.offsets.map((offset, i) => ({
    torn: places.torn.has(i),
    record: readEvtRecord(bytes.slice(offset, places.sizes[i]!))!,
  }))
}

interface Placed {
  readonly torn: boolean
  readonly record: EvtRecord
}

/** libevt prints the ring from the oldest on. */
function inRingOrder(records: Placed[]): Placed[] {
  return records.toSorted((a, b) => a.record.number - b.record.number)
}

/** Sentences about what differs without a known reason. Counts per class go to `classes`. */
function compare(
  kind: LegacyReference['kind'],
  own: readonly Placed[],
  all: readonly LegacyReference[],
  classes: Map<string, number>,
): string[] {
  const theirs = all.filter((record) => record.kind === kind)
  const unexplained: string[] = []
  const count = (name: string): unknown => classes.set(name, (classes.get(name) ?? 0) + 1)
  for (let i = 0; i < Math.max(own.length, theirs.length); i++) {
    const [a, b] = [own[i], theirs[i]]
    if (a && !b && a.torn && kind === 'record') count('torn, beyond the reference')
    else if (!a || !b)
      unexplained.push(`${kind} ${a?.record.number ?? b?.rec}: ${a ? 'not in the reference' : 'missing'}`)
    else {
      const fields = differences(a.record, b)
      if (fields.length === 0) count(`${kind} equal`)
      else if (a.torn && fields.join() === 'strings' && startsLike(a.record.strings, b.strings))
        count(TOO_MANY_STRINGS)
      else unexplained.push(`${kind} ${b.rec}: ${fields.join(', ')}`)
    }
  }
  return unexplained
}

function differences(record: EvtRecord, reference: LegacyReference): string[] {
  const fields: [string, unknown, unknown][] = [
    ['rec', record.number, reference.rec],
    ['created', record.generated, reference.created],
    ['written', record.written, reference.written],
    ['id', record.eventId, reference.id],
    ['raw_id', record.qualifiers * 0x10000 + record.eventId, reference.raw_id],
    ['type', record.type, reference.type],
    ['category', record.category, reference.category],
    ['source', record.source, reference.source],
    ['computer', record.computer, reference.computer],
    ['sid', record.sid, reference.sid],
    ['strings', JSON.stringify(record.strings), JSON.stringify(reference.strings)],
  ]
  return fields.filter(([, a, b]) => a !== b).map(([name]) => name)
}

function startsLike(own: readonly string[], theirs: readonly string[]): boolean {
  return own.every((text, i) => text === theirs[i])
}
