import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeSync,
} from 'node:fs'
import path from 'node:path'
import { CHUNK_SIZE, FILE_HEADER_SIZE } from '../../electron/core/evtx/layout'
import { repeatedLog, soundChunks, type ChunkModel } from './repeat-log'

export const ROOT = path.resolve(import.meta.dirname, '../..')
export const FOLDER = path.join(ROOT, 'out/perf')
const EVIDENCE = path.join(ROOT, '../shared/evidence/files')
const REAL_LOGS = [
  'omerbenamram__evtx/security.evtx',
  'puffyCid__artemis/Security.evtx',
  'Velocidex__velociraptor/RDPAuth_Security.evtx',
]
/** In the names of the logs: goes up when they are made differently, so that older ones are not taken for new. */
const EDITION = 2
/** Chunks written at a time. */
const BLOCK = 64

let models: readonly ChunkModel[] | null = null

/** Where the chunks come from, for people. */
export function chunkOrigin(): string {
  return existsSync(EVIDENCE) ? 'real Security logs' : 'the sample case (../shared/evidence is absent)'
}

/** Path of a log of so many MB made of real chunks; made on the first call and kept under out/perf. */
export function repeatedLogFile(megabytes: number): string {
  const origin = existsSync(EVIDENCE) ? 'real' : 'sample'
  return keep(`${origin}-${megabytes}mb-${EDITION}.evtx`, megabytes * 1024 * 1024)
}

/** Path of a log of one chunk: what a run costs before there is anything to read. */
export function smallestLogFile(): string {
  return keep(`one-chunk-${EDITION}.evtx`, FILE_HEADER_SIZE + CHUNK_SIZE)
}

function keep(name: string, size: number): string {
  const file = path.join(FOLDER, name)
  if (existsSync(file) && statSync(file).size > 0) return file
  mkdirSync(FOLDER, { recursive: true })
  models ??= securityLogs().flatMap((log) => soundChunks(readFileSync(log)))
  // Under another name until it is whole: a run that is stopped leaves no half log to be taken for one.
  const unfinished = `${file}.part`
  writeLog(unfinished, models, size)
  renameSync(unfinished, file)
  return file
}

function writeLog(file: string, from: readonly ChunkModel[], size: number): void {
  const fd = openSync(file, 'w')
  const block = new Uint8Array(BLOCK * CHUNK_SIZE)
  let filled = 0
  for (const piece of repeatedLog(from, size)) {
    if (filled + piece.length > block.length) {
      writeSync(fd, block, 0, filled)
      filled = 0
    }
    block.set(piece, filled)
    filled += piece.length
  }
  writeSync(fd, block, 0, filled)
  closeSync(fd)
}

function securityLogs(): string[] {
  if (existsSync(EVIDENCE)) return REAL_LOGS.map((log) => path.join(EVIDENCE, log))
  const sample = path.join(ROOT, 'assets/sample')
  return readdirSync(sample, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((computer) => path.join(sample, computer.name, 'Security.evtx'))
    .filter((file) => existsSync(file))
}
