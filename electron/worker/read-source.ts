import type { Hash } from 'node:crypto'
import { looksLikeEvt } from '../core/evt/file-header'
import { parseFileHeader, type FileHeader } from '../core/evtx/file-header'
import { CHUNK_SIZE, FILE_HEADER_SIZE } from '../core/evtx/layout'
import type { EventFormat } from '../core/export/render-chunk'
import { textFormat, type TextFormat } from '../core/text-sources/text-format'
import { readEvt } from './read-evt'
import { DTD_REFUSED, readText } from './read-text'
import type { Delivery, ParserPool } from './scheduler'
import { SLAB_SIZE } from './slab-parser'
import type { SourceProgress } from './source-progress'
import type { ByteSource } from './sources/byte-source'
import { SourceProblem } from './sources/source-problem'

const ZEROS = Buffer.alloc(SLAB_SIZE)
/** Windows grows a log by a few chunks at a time; this much nothing at its end is a copy that was laid out but not filled. */
const ZERO_TAIL = 64 * 1024 * 1024
const CHUNK_SIGNATURE = 'ElfChnk\0'

/** A source that is a log: its header, and the bytes that were read to know it. */
export interface OpenLog {
  readonly file: ByteSource
  readonly header: FileHeader
  readonly head: Uint8Array
  /** Windows 2003 and before (.evt): `header` says nothing. */
  readonly legacy: boolean
  /** An export as text (XML, JSON lines): `header` says nothing. */
  readonly text: TextFormat | null
  /** No log: opened only to be searched for what is left of one (recovery). */
  readonly carved: boolean
}

/** Reads the file header and refuses what is no log. A wiped header is no reason if a chunk follows where the first must be. @throws SourceProblem */
export async function openLog(file: ByteSource, progress: SourceProgress, recover = false): Promise<OpenLog> {
  if (file.size === 0) throw new SourceProblem('The file is empty (0 bytes). Nothing was read.')
  const first = new Uint8Array(FILE_HEADER_SIZE + CHUNK_SIGNATURE.length)
  const length = await file.read(first, 0)
  const head = first.subarray(0, Math.min(length, FILE_HEADER_SIZE))
  const header = parseFileHeader(head)
  const legacy = !header.valid && looksLikeEvt(head)
  const text = header.valid || legacy ? null : textFormat(head)
  progress.format = legacy ? 'evt' : (text?.kind ?? 'evtx')
  if (text?.hasDtd) throw new SourceProblem(DTD_REFUSED)
  if (legacy || text) return { file, header, head, legacy, text, carved: false }
  if (!header.valid) {
    if (latin1(first.subarray(FILE_HEADER_SIZE, length)) !== CHUNK_SIGNATURE) {
      if (recover) return image(file, header, head, progress)
      throw new SourceProblem(notALog(head, file.size))
    }
    progress.warn('file header is missing or overwritten; every chunk of the file was read all the same')
  } else {
    if (file.size < FILE_HEADER_SIZE) {
      if (recover) return image(file, header, head, progress)
      throw new SourceProblem(
        `The file is cut off inside its header (${file.size} of ${FILE_HEADER_SIZE} bytes). It holds no record. Open a complete copy.`,
      )
    }
    for (const warning of header.warnings) progress.warn(warning)
    const present = Math.ceil((file.size - FILE_HEADER_SIZE) / CHUNK_SIZE)
    if (!header.dirty && header.chunkCount > present) {
      progress.warn(`file header counts ${header.chunkCount} chunks, the file has ${present}`)
      progress.cut(file.size)
    }
  }
  return { file, header, head, legacy, text: null, carved: false }
}

function image(file: ByteSource, header: FileHeader, head: Uint8Array, progress: SourceProgress): OpenLog {
  progress.format = 'image'
  return { file, header, head, legacy: false, text: null, carved: true }
}

const HINT =
  'To search it for records all the same (a disk image, a memory dump), read it with recovery (--recover).'

function notALog(head: Uint8Array, size: number): string {
  if (head.every((byte) => byte === 0)) {
    return `Not a Windows event log: the file (${size} bytes) begins with zeros. Nothing was read. It may be an unfinished or sparse copy; open the original. ${HINT}`
  }
  return (
    'Not a Windows event log: the file does not begin with the signature ElfFile or LfLe, and holds no events as XML or JSON lines. Nothing was read. Check that this is an .evtx or .evt file. ' +
    HINT
  )
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}

export interface ReadHooks {
  readonly signal: AbortSignal
  readonly output: 'table' | 'search' | EventFormat
  /** What a search looks for, folded; legacy logs and exports are searched by their lines. */
  readonly wanted?: string
  /** Fed with the whole file in order, if the hash is wanted. */
  readonly hash: Hash | null
  /** Once a slab, `order` counting from 0 by place in the file; null for a slab of zeros. */
  readonly deliver: (order: number, delivery: Delivery | null) => void
  /** Records of earlier rounds of a legacy log are delivered too; other recovery is a pass of its own. */
  readonly recover?: boolean
  /** Awaited before each slab is read: holds reading back while results pile up. */
  readonly ready?: () => Promise<void>
}

/**
 * Streams a log through the pool, slab by slab; at no time more of it is in memory than the pool's buffers.
 * Ends early, keeping what was delivered, when the signal fires. @throws what the source throws
 */
export async function readLog(
  log: OpenLog,
  pool: ParserPool,
  progress: SourceProgress,
  hooks: ReadHooks,
): Promise<void> {
  if (log.legacy) return readEvt(log.file, progress, hooks)
  if (log.text) return readText(log.file, log.text, progress, hooks)
  if (log.carved) return hashOnly(log.file, progress, hooks)
  const { signal, output, hash, deliver } = hooks
  const { file, header, head } = log
  const inWork = new Set<Promise<void>>()
  hash?.update(head)
  progress.bytesRead = head.length
  let position = FILE_HEADER_SIZE
  let usedTo = position
  try {
    for (let order = 0; position < file.size && !signal.aborted; order++) {
      await hooks.ready?.()
      const buffer = await pool.borrow()
      const length = await readSlab(pool, file, buffer, position, signal)
      if (length === 0) break
      const bytes = Buffer.from(buffer.buffer, 0, length)
      hash?.update(bytes)
      if (isZero(bytes)) {
        progress.addEmptyChunks(Math.ceil(length / CHUNK_SIZE))
        pool.giveBack(buffer)
        deliver(order, null)
      } else {
        const from = position
        usedTo = position + length
        const job = {
          sourcePath: progress.path,
          fileOffset: from,
          noCrc: header.noCrc,
          output,
          wanted: hooks.wanted ?? '',
        }
        const done = new Promise<void>((resolve) => {
          pool.parse(buffer, length, job, (delivery) => {
            if (delivery.result) progress.addSlab(delivery.result)
            else progress.loseSlab(from, from + length, delivery.failure)
            deliver(order, delivery)
            resolve()
          })
        })
        inWork.add(done)
        void done.then(() => inWork.delete(done))
      }
      position += length
      progress.bytesRead = position
    }
    if (position < file.size && !signal.aborted) {
      progress.warn(`source ended before its length: ${position} of ${file.size} bytes were read`)
      progress.cut(position)
    }
    if (!signal.aborted && position - usedTo >= ZERO_TAIL) progress.zerosAfter(usedTo)
  } finally {
    await Promise.all(inWork)
  }
}

/** A file that is no log: recovery looks through it later. */
async function hashOnly(file: ByteSource, progress: SourceProgress, hooks: ReadHooks): Promise<void> {
  progress.warn('file is no Windows event log; it was searched for chunks and records')
  const buffer = new Uint8Array(SLAB_SIZE)
  for (let position = 0; hooks.hash && position < file.size && !hooks.signal.aborted;) {
    const length = await file.read(buffer, position)
    if (length === 0) break
    hooks.hash.update(buffer.subarray(0, length))
    position += length
  }
  progress.bytesRead = file.size
}

/** Bytes read into the buffer; 0 at the end or when aborted, the buffer is then given back. A read that hangs is not waited for. */
async function readSlab(
  pool: ParserPool,
  file: ByteSource,
  buffer: Uint8Array,
  position: number,
  signal: AbortSignal,
): Promise<number> {
  let stop = (): void => undefined
  const aborted = new Promise<'aborted'>((resolve) => {
    stop = () => resolve('aborted')
    signal.addEventListener('abort', stop, { once: true })
  })
  try {
    const length = await Promise.race([file.read(buffer, position), aborted])
    if (length === 'aborted') {
      pool.forget()
      return 0
    }
    if (length === 0) pool.giveBack(buffer)
    return length
  } catch (error) {
    pool.giveBack(buffer)
    throw error
  } finally {
    signal.removeEventListener('abort', stop)
  }
}

/** Sparse stretches: compared as memory, 20 times cheaper than reading them as chunks. */
function isZero(bytes: Buffer): boolean {
  return bytes[0] === 0 && bytes.equals(ZEROS.subarray(0, bytes.length))
}
