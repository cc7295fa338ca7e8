import { u32 } from '../core/bytes/little-endian'
import { candidateSize } from '../core/evtx/recovery/candidate'
import { searchChunk, type Candidate, type ChunkFinds } from '../core/evtx/recovery/holes'
import { CHUNK_HEADER_SIZE, CHUNK_SIZE, FILE_HEADER_SIZE } from '../core/evtx/layout'
import { CarveWindow } from './carve-window'
import { crc32 } from './fast-crc32'
import type { ByteSource } from './sources/byte-source'

const CHUNK_SIGNATURE = Buffer.from('ElfChnk\0', 'latin1')
const RECORD_SIGNATURE = Buffer.from([0x2a, 0x2a, 0, 0])

/** A place where records are or may be; bytes are valid until the next one is asked for. */
export type CarveUnit =
  | {
      /** `live`: in its 64 KiB slot, as every reader sees it. `carved`: elsewhere. `headless`: a slot whose chunk header is gone. */
      readonly kind: 'live' | 'carved' | 'headless'
      readonly offset: number
      readonly bytes: Uint8Array
      readonly finds: ChunkFinds
    }
  | {
      /** A record outside any chunk. */
      readonly kind: 'stray'
      readonly offset: number
      readonly size: number
      readonly window: Uint8Array
      readonly windowOffset: number
    }

export interface CarveOptions {
  /** The file has slots of 64 KiB behind a file header; else chunks are looked for everywhere. */
  readonly isLog: boolean
  readonly noCrc: boolean
  readonly signal: AbortSignal
  /** Hears how far the file has been gone through, in bytes. */
  readonly reached?: (position: number) => void
}

/**
 * Everything in a file that may hold records, by place. The file is streamed: chunks are recognised at any byte, records at any byte outside chunks.
 * No more of it is in memory than the window.
 */
export async function* carveUnits(file: ByteSource, options: CarveOptions): AsyncGenerator<CarveUnit> {
  const walk = new CarveWalk(new CarveWindow(file), options)
  while (!options.signal.aborted) {
    await walk.fill()
    options.reached?.(walk.reached)
    const unit = walk.next()
    if (unit === 'more') continue
    if (unit === null) return
    yield unit
  }
}

class CarveWalk {
  /** Everything before is done. */
  private position: number
  /** Ranges in which records were found by way of their chunk: no strays. By place, pairs of from and to. */
  private claims: readonly (readonly [number, number])[] = []
  private claim = 0
  /** Where the next chunk header before `limit` is. */
  private lookedFor: { limit: number; found: number | null } = { limit: -1, found: null }

  constructor(
    private readonly window: CarveWindow,
    private readonly options: CarveOptions,
  ) {
    this.position = options.isLog ? FILE_HEADER_SIZE : 0
  }

  get reached(): number {
    return this.position
  }

  fill(): Promise<void> {
    return this.window.fill(this.position)
  }

  /** The next unit; null at the end; 'more' where the window has to move on first. */
  next(): CarveUnit | 'more' | null {
    const { window } = this
    if (this.position >= window.size) return null
    if (this.isSlot(this.position)) {
      const slot = this.slotAt(this.position)
      if (slot) return slot
    }
    const limit = Math.min(this.nextSlot(), window.searchEnd)
    const chunk = this.nextChunk(limit)
    const stray = this.nextStray(chunk ?? limit)
    if (stray) {
      this.position = stray.offset + stray.size
      return stray
    }
    if (chunk !== null) return this.chunkUnit(chunk, 'carved')
    if (limit === this.position) return null
    this.position = limit
    return 'more'
  }

  private isSlot(position: number): boolean {
    return this.options.isLog && (position - FILE_HEADER_SIZE) % CHUNK_SIZE === 0
  }

  private nextSlot(): number {
    if (!this.options.isLog) return Infinity
    return FILE_HEADER_SIZE + (Math.floor((this.position - FILE_HEADER_SIZE) / CHUNK_SIZE) + 1) * CHUNK_SIZE
  }

  /** The slot that begins here, with or without its header; null where it is empty. */
  private slotAt(position: number): CarveUnit | null {
    const slot = this.window.slice(position, position + CHUNK_SIZE)
    if (hasChunkSignature(slot, 0)) return this.chunkUnit(position, 'live')
    if (isZero(slot)) return null
    return this.chunkUnit(position, 'headless')
  }

  private chunkUnit(offset: number, kind: 'live' | 'carved' | 'headless'): CarveUnit {
    const slot = this.window.slice(offset, offset + CHUNK_SIZE)
    const inner = Math.min(this.innerChunk(slot), this.liveChunkBehind(offset, kind))
    // A chunk in the next slot, or in the middle of this one, ends it; readers of slots see all of a live one.
    const bytes = kind === 'live' ? slot : slot.subarray(0, inner)
    const all = searchChunk(bytes, offset, this.options.noCrc, crc32)
    const finds = {
      ...all,
      candidates: all.candidates
        .filter(({ at, size }) => at + size <= inner)
        .map((candidate) => (kind === 'headless' ? headless(candidate) : candidate)),
    }
    const sound = all.status === 'ok' || all.status === 'no-crc'
    this.claims = [...finds.walked, ...finds.candidates]
      .map(({ at, size }): readonly [number, number] => [offset + at, offset + at + size])
      .sort((a, b) => a[0] - b[0])
    this.claim = 0
    // What lies in a damaged chunk beside its records may be anything: records of another chunk, even a whole one.
    this.position = offset + (sound ? bytes.length : 8)
    return { kind, offset, bytes, finds }
  }

  private innerChunk(slot: Buffer): number {
    for (let at = 8; (at = slot.indexOf(CHUNK_SIGNATURE, at)) >= 0; at += 8)
      if (isChunkHeader(slot, at)) return at
    return slot.length
  }

  /** Bytes from a carved chunk to the live one in the next slot of the log, however little of that it reaches into. */
  private liveChunkBehind(offset: number, kind: CarveUnit['kind']): number {
    const slot = this.nextSlot()
    if (kind !== 'carved' || slot === Infinity) return Infinity
    return hasChunkSignature(this.window.slice(slot, slot + 8), 0) ? slot - offset : Infinity
  }

  /** Byte of the next chunk header before `limit`. */
  private nextChunk(limit: number): number | null {
    const { window, lookedFor } = this
    // Asked again after each stray: what was found, or not, holds.
    if (lookedFor.limit === limit && (lookedFor.found === null || lookedFor.found >= this.position))
      return lookedFor.found
    let found: number | null = null
    for (let at = this.position; found === null; at++) {
      at = window.indexOf(CHUNK_SIGNATURE, at, limit)
      if (at < 0) break
      if (isChunkHeader(window.slice(at, at + CHUNK_HEADER_SIZE), 0)) found = at
    }
    this.lookedFor = { limit, found }
    return found
  }

  private nextStray(limit: number): Extract<CarveUnit, { kind: 'stray' }> | null {
    const { window } = this
    for (let offset = this.position; ; offset++) {
      offset = window.indexOf(RECORD_SIGNATURE, offset, limit)
      if (offset < 0) return null
      const claimed = this.claimAt(offset)
      if (claimed !== null) {
        offset = claimed - 1
        continue
      }
      const at = offset - window.offset
      const size = candidateSize(window.bytes, at, window.bytes.length)
      if (size > 0) return { kind: 'stray', offset, size, window: window.bytes, windowOffset: window.offset }
    }
  }

  /** End of the claimed range that holds a byte. */
  private claimAt(offset: number): number | null {
    while (this.claim < this.claims.length && this.claims[this.claim]![1] <= offset) this.claim++
    const claim = this.claims[this.claim]
    return claim && claim[0] <= offset ? claim[1] : null
  }
}

function headless(candidate: Candidate): Candidate {
  return { ...candidate, method: 'headless-chunk' }
}

function hasChunkSignature(bytes: Uint8Array, at: number): boolean {
  return at + 8 <= bytes.length && u32(bytes, at) === 0x43666c45 && u32(bytes, at + 4) === 0x006b6e68
}

/** Signature and header length (evtx-format 8). */
function isChunkHeader(bytes: Uint8Array, at: number): boolean {
  return hasChunkSignature(bytes, at) && at + 128 <= bytes.length && u32(bytes, at + 40) === 128
}

const ZERO_SLOT = Buffer.alloc(CHUNK_SIZE)
function isZero(bytes: Buffer): boolean {
  return bytes[0] === 0 && bytes.equals(ZERO_SLOT.subarray(0, bytes.length))
}
