import fs from 'node:fs'
import path from 'node:path'
import { CHUNK_SIZE, FILE_HEADER_SIZE } from '../../electron/core/evtx/layout'
import { ChunkWriter } from '../fixtures/evtx-writer/chunk-writer'
import type { FixtureRecord } from '../fixtures/evtx-writer/fixture-record'
import { writeEvtx } from '../fixtures/evtx-writer/write-evtx'
import type { Random } from '../fixtures/sample-case/random'
import { everyBuilder } from '../unit/fixtures/every-builder'
import { randomElement, randomInstance } from './random-content'

/** Optional folder with real logs; its chunks are mutated too where it is there. */
const EVIDENCE = path.resolve('../shared/evidence')
/** Enough for variety, few enough to stay in memory. */
const EVIDENCE_CHUNKS = 160

/** Sound chunks made by the project's own writer: every event it knows, in every style, few and many a chunk. */
export function writtenChunks(): Uint8Array[] {
  const records = everyBuilder()
    .files()
    .flatMap((file) => file.records)
  const styles = (['manifest', 'literal', 'text'] as const).flatMap((style) =>
    records.map((record): FixtureRecord => ({ ...record, style })),
  )
  return [
    ...chunksOf(writeEvtx(records, { recordsPerChunk: 12 })),
    ...chunksOf(writeEvtx(styles, { recordsPerChunk: 6 })),
    ...chunksOf(writeEvtx(records)).slice(0, 1),
    ...chunksOf(writeEvtx(records, { noCrc: true, recordsPerChunk: 5 })),
  ]
}

/** A chunk whose records hold any BinXML at all. */
export function randomChunk(random: Random): Uint8Array {
  const writer = new ChunkWriter()
  const shared = randomInstance(random)
  const count = random.integer(1, 12)
  for (let i = 0; i < count; i++) {
    const content =
      random.next() < 0.3 ? shared : random.next() < 0.3 ? randomElement(random, 0) : randomInstance(random)
    if (!writer.add({ id: BigInt(i + 1), written: 0x01da_0000_0000_0000n + BigInt(i), content })) break
  }
  return writer.finish(1n, false)
}

/** Chunks of real logs, spread over all files; none where the folder is absent. */
export function evidenceChunks(): Uint8Array[] {
  if (!fs.existsSync(EVIDENCE)) return []
  const files = logsIn(EVIDENCE)
  const each = Math.max(1, Math.ceil(EVIDENCE_CHUNKS / Math.max(1, files.length)))
  return files
    .flatMap((file) => chunksOf(new Uint8Array(fs.readFileSync(file))).slice(0, each))
    .slice(0, EVIDENCE_CHUNKS)
}

export function chunksOf(file: Uint8Array): Uint8Array[] {
  const chunks: Uint8Array[] = []
  for (let at = FILE_HEADER_SIZE; at + CHUNK_SIZE <= file.length; at += CHUNK_SIZE)
    chunks.push(file.slice(at, at + CHUNK_SIZE))
  return chunks
}

function logsIn(folder: string): string[] {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const full = path.join(folder, entry.name)
      if (entry.isDirectory()) return logsIn(full)
      return entry.name.endsWith('.evtx') ? [full] : []
    })
}
