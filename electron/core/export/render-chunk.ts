import type { ByteSink } from '../bytes/byte-sink'
import type { ChunkReport } from '../evtx/chunk'
import type { ChunkReader } from '../evtx/chunk-reader'
import { headerOnlyEvent, readEvent, type Event } from '../evtx/event'
import { damagedXml, writeRecordXml } from '../evtx/read-record'
import type { Recovery } from '../evtx/recovery/recover-record'
import { csvCell } from './csv-cell'

export type EventFormat = 'jsonl' | 'xml' | 'csv'

/** Columns of `events --format csv`, keys of its JSON lines, in order (cli: events). */
export const EVENT_COLUMNS = [
  'source',
  'offset',
  'headerRecordId',
  'recordId',
  'timeCreated',
  'written',
  'eventId',
  'qualifiers',
  'version',
  'level',
  'provider',
  'channel',
  'computer',
  'userSid',
  'activityId',
  'kind',
  'data',
  'status',
  'recovery',
] as const

/** Writes all records of a chunk as lines to the sink; damaged ones too, as far as their header goes. */
export function renderChunk(
  sink: ByteSink,
  reader: ChunkReader,
  chunk: Uint8Array,
  fileOffset: number,
  noCrc: boolean,
  sourcePath: string,
  format: EventFormat,
): ChunkReport {
  if (format === 'xml') {
    const write = (at: number, size: number): void => {
      writeRecordXml(sink, reader, at, at + size)
      sink.text('\n')
    }
    const { loop } = reader
    const before = sink.length
    const run = loop && {
      take: (from: number, count: number): number => {
        const next = loop.exports.writeRecords(from, count)
        loop.flushText(sink)
        return next
      },
      undo: (): void => void (sink.length = before),
    }
    const damaged = (at: number, _: number, reason: string): void =>
      sink.text(damagedXml(chunk, at, reason) + '\n')
    return reader.eachRecord(chunk, fileOffset, noCrc, write, damaged, run)
  }
  const { fragments } = reader
  const source = format === 'jsonl' ? JSON.stringify(sourcePath) : sourcePath
  const line = format === 'jsonl' ? jsonLine : csvLine
  return reader.eachRecord(
    chunk,
    fileOffset,
    noCrc,
    (at, size) => sink.text(line(source, fileOffset + at, readEvent(fragments, at, at + size))),
    (at) => sink.text(line(source, fileOffset + at, headerOnlyEvent(chunk, at))),
  )
}

/** @param source as JSON text */
export function jsonLine(source: string, offset: number, e: Event, recovery: Recovery | null = null): string {
  return (
    `{"source":${source},"offset":${offset},"headerRecordId":"${e.headerRecordId}","recordId":${json(e.recordId)},` +
    `"timeCreated":${json(e.timeCreated)},"written":${json(e.written)},"eventId":${e.eventId},"qualifiers":${e.qualifiers},` +
    `"version":${e.version},"level":${e.level},"provider":${json(e.provider)},"channel":${json(e.channel)},"computer":${json(e.computer)},` +
    `"userSid":${json(e.userSid)},"activityId":${json(e.activityId)},"kind":${json(e.kind)},"data":${JSON.stringify(e.data)},"status":"${e.status}",` +
    `"recovery":${recovery === null ? 'null' : JSON.stringify(recovery)}}\n`
  )
}

function json(text: string | null): string {
  return text === null ? 'null' : JSON.stringify(text)
}

export function csvLine(
  source: string,
  offset: number,
  event: Event,
  recovery: Recovery | null = null,
): string {
  const data = JSON.stringify(event.data)
  const cells = { ...event, source, offset, data, recovery: recovery && JSON.stringify(recovery) }
  return EVENT_COLUMNS.map((column) => csvCell(cells[column])).join(',') + '\n'
}
