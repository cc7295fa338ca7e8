import type { Hash } from 'node:crypto'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SourceRange } from '../contract/engine'
import { ByteSink } from '../core/bytes/byte-sink'
import { TableBuilder } from '../core/columns/table-builder'
import { legacyChannel } from '../core/events/legacy-channel'
import { addLegacyRecord } from '../core/events/legacy-rows'
import { withoutDuplicates } from '../core/evt/duplicates'
import { findEvtRecords, type EvtRecords, type RecordPlaces } from '../core/evt/find-records'
import { parseEvtHeader } from '../core/evt/file-header'
import { EOF_RECORD_SIZE, EVT_HEADER_SIZE, MAX_EVT_FILE_SIZE, MAX_EVT_PROBLEMS } from '../core/evt/layout'
import { OLDER, readingOrder, TORN, type ReadingOrder } from '../core/evt/reading-order'
import { INCOMPLETE, readEvtRecord, type EvtRecord } from '../core/evt/record'
import { RingBytes } from '../core/evt/ring-bytes'
import { valueText } from '../core/evtx/binxml/value'
import { MAX_RECOVERED_RANGES } from '../core/evtx/recovery/limits'
import { renderLegacy } from '../core/export/render-legacy'
import { nextOwnStream } from './own-stream'
import type { ReadHooks } from './read-source'
import type { SlabResult } from './slab-parser'
import type { SourceProgress } from './source-progress'
import type { ByteSource } from './sources/byte-source'
import { SourceProblem } from './sources/source-problem'

const READ_SIZE = 1024 * 1024
/** Records between two looks at whether to go on: about 10 ms. */
const BATCH = 4096

/**
 * Reads a legacy log (.evt): whole into memory, up to MAX_EVT_FILE_SIZE, then record by record in the order of the file. Rows and
 * text go to `hooks.deliver` as those of an EVTX log do. @throws what the source throws, SourceProblem
 */
export async function readEvt(
  file: ByteSource,
  progress: SourceProgress,
  hooks: ReadHooks,
  limit = MAX_EVT_FILE_SIZE,
): Promise<void> {
  const bytes = await readWhole(file, progress, hooks, limit)
  if (hooks.signal.aborted) return
  if (bytes.length < EVT_HEADER_SIZE) {
    throw new SourceProblem(
      `The file is cut off inside its header (${bytes.length} of ${EVT_HEADER_SIZE} bytes). It holds no record. Open a complete copy.`,
    )
  }
  const header = parseEvtHeader(bytes)
  const ring = new RingBytes(bytes)
  const found = findEvtRecords(ring, header)
  const headerSaysMore = header.valid && !header.dirty && header.end + EOF_RECORD_SIZE > bytes.length
  if (found.cut || (found.ring.eof === null && headerSaysMore)) progress.cut(bytes.length)
  for (const warning of found.ring.warnings) progress.warn(warning)
  const older = withoutDuplicates(ring, found.live, found.stale)
  if (hooks.recover) tellRecovered(progress, older.places, older.duplicates)
  else noteOlder(progress, older.places.offsets.length, older.duplicates)
  progress.addSlab(countsOnly(found))
  const channel = legacyChannel(bytes, progress.path.split(/[\\/]/).at(-1) ?? '')
  const wanted = hooks.recover ? older.places : NO_PLACES
  const order = readingOrder(found.live, wanted, hooks.output === 'table' ? 'behind' : 'by-offset')
  await deliverAll(ring, order, channel, progress, hooks)
}

const NO_PLACES: RecordPlaces = { offsets: [], sizes: [], torn: new Set() }

/** The bytes of the file; progress and hash follow. Of a file above the limit the rest is only hashed. */
async function readWhole(
  file: ByteSource,
  progress: SourceProgress,
  { signal, hash }: ReadHooks,
  limit: number,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(Math.min(file.size, limit))
  let position = 0
  while (position < bytes.length && !signal.aborted) {
    const window = bytes.subarray(position, Math.min(position + READ_SIZE, bytes.length))
    const length = await file.read(window, position)
    if (length === 0) break
    hash?.update(window.subarray(0, length))
    position += length
    progress.bytesRead = position
  }
  if (position < bytes.length && !signal.aborted) {
    progress.warn(`file became shorter while it was read: ${position} of ${file.size} bytes`)
    progress.cut(position)
  }
  if (file.size > bytes.length) {
    progress.loseSlab(bytes.length, file.size, `of a legacy log only the first ${limit >>> 20} MiB are read`)
    await hashRest(file, bytes.length, signal, hash)
  }
  return bytes.subarray(0, position)
}

async function hashRest(
  file: ByteSource,
  from: number,
  signal: AbortSignal,
  hash: Hash | null,
): Promise<void> {
  const window = new Uint8Array(READ_SIZE)
  for (let position = from; hash && position < file.size && !signal.aborted;) {
    const length = await file.read(window, position)
    if (length === 0) return
    hash.update(window.subarray(0, length))
    position += length
  }
}

function noteOlder(progress: SourceProgress, older: number, duplicates: number): void {
  if (older === 0) return
  const copies = duplicates > 0 ? ` (and ${duplicates} copies of current ones)` : ''
  progress.warn(
    `${older} records of earlier rounds lie outside the ring${copies}; recovery (--recover) reads them`,
  )
}

function tellRecovered(progress: SourceProgress, places: RecordPlaces, duplicates: number): void {
  const recovered = places.offsets.length
  const ranges = places.offsets.slice(0, MAX_RECOVERED_RANGES).map((offset, i): SourceRange => {
    const what = places.torn.has(i)
      ? 'record of an earlier round, its end is overwritten'
      : 'record of an earlier round'
    return { from: offset, to: offset + places.sizes[i]!, state: 'recovered-record', what }
  })
  const carvedChunks = { ok: 0, damaged: 0 }
  progress.addRecovery({ recovered, own: recovered, borrowed: 0, none: 0, duplicates, carvedChunks }, ranges)
}

/** What the walk found wrong; records are counted as they are decoded. */
function countsOnly({ skipped, problems, problemCount }: EvtRecords): SlabResult {
  return { ...emptyResult(), records: { ...NO_RECORDS, seen: skipped, skipped }, problems, problemCount }
}

const NO_RECORDS = { seen: 0, decoded: 0, damaged: 0, skipped: 0 }

function emptyResult(): SlabResult {
  return {
    chunks: { ok: 0, damaged: 0, empty: 0 },
    records: NO_RECORDS,
    short: false,
    problems: [],
    problemCount: 0,
    batch: null,
    text: null,
    hits: null,
  }
}

/** Of a record that is split over the end of the file the part before it. */
function damagedRange({ end }: RingBytes, from: number, size: number): SourceRange {
  return { from, to: Math.min(from + size, end), state: 'damaged-record', what: INCOMPLETE }
}

async function deliverAll(
  ring: RingBytes,
  { offsets, sizes, flags }: ReadingOrder,
  channel: string,
  progress: SourceProgress,
  hooks: ReadHooks,
): Promise<void> {
  const stream = nextOwnStream()
  const table = new TableBuilder(valueText)
  const sink = new ByteSink()
  for (let from = 0, order = 0; from < offsets.length && !hooks.signal.aborted; order++) {
    await hooks.ready?.()
    const counts = { seen: 0, decoded: 0, damaged: 0, skipped: 0 }
    const incomplete: SourceRange[] = []
    let incompleteCount = 0
    const isOlder = (flags[from]! & OLDER) !== 0
    sink.clear()
    let at = from
    for (; at < offsets.length && at < from + BATCH; at++) {
      // Rows of the ring and of earlier rounds never share a batch.
      if (hooks.output === 'table' && ((flags[at]! & OLDER) !== 0) !== isOlder) break
      const record = readEvtRecord(ring.slice(offsets[at]!, sizes[at]!))
      take(record, offsets[at]!, flags[at]!, counts)
      // Torn ones were told when they were found.
      if (flags[at] !== 0 || record?.damaged === false) continue
      incompleteCount++
      if (incomplete.length < MAX_EVT_PROBLEMS) incomplete.push(damagedRange(ring, offsets[at]!, sizes[at]!))
    }
    from = at
    const result: SlabResult = {
      ...emptyResult(),
      records: counts,
      problems: incomplete,
      problemCount: incompleteCount,
      batch: hooks.output === 'table' ? { ...table.take(), recovered: isOlder } : null,
      text: hooks.output === 'table' ? null : sink.written.slice(),
    }
    progress.addSlab(result)
    hooks.deliver(order, { stream, result, failure: null })
    await nextTurn()
  }

  function take(record: EvtRecord | null, offset: number, flag: number, counts: Counts): void {
    const isDamaged = record === null || record.damaged || (flag & TORN) !== 0
    const isOlder = (flag & OLDER) !== 0
    if (!isOlder) {
      counts.seen++
      counts[isDamaged ? 'damaged' : 'decoded']++
    }
    if (record === null) return
    if (hooks.output !== 'table') {
      const status = isOlder ? 'recovered' : isDamaged ? 'damaged' : 'live'
      renderLegacy(
        sink,
        record,
        { sourcePath: progress.path, offset, channel, status, isDamaged },
        hooks.output === 'search' ? 'jsonl' : hooks.output,
      )
    } else if (!isDamaged) addLegacyRecord(table, record, offset, channel)
  }
}

type Counts = { seen: number; decoded: number; damaged: number; skipped: number }
