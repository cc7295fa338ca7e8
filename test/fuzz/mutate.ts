import { u16, u32 } from '../../electron/core/bytes/little-endian'
import { CHUNK_HEADER_SIZE, CHUNK_SIZE } from '../../electron/core/evtx/layout'
import type { Random } from '../fixtures/sample-case/random'
import { pick } from './random-content'

/** Numbers that lie at the edges of what a reader checks. */
const EDGES = [0, 1, 2, 27, 28, 0x7f, 0x80, 0xff, 0x7fff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xffffffff]

type Mutation = (chunk: Uint8Array, random: Random, other: Uint8Array) => void

const setU16 = (bytes: Uint8Array, at: number, value: number): void => {
  bytes[at] = value & 0xff
  bytes[at + 1] = (value >>> 8) & 0xff
}

const setU32 = (bytes: Uint8Array, at: number, value: number): void => {
  setU16(bytes, at, value)
  setU16(bytes, at + 2, value >>> 16)
}

/** Bytes in use; the rest of a chunk is seldom read. */
function usedEnd(chunk: Uint8Array): number {
  const free = u32(chunk, 48)
  return free > CHUNK_HEADER_SIZE && free <= chunk.length ? free : chunk.length
}

const somewhere = (chunk: Uint8Array, random: Random, room = 8): number =>
  random.integer(CHUNK_HEADER_SIZE, Math.max(CHUNK_HEADER_SIZE + 1, usedEnd(chunk) - room))

/** Offsets of the records, by their sizes. */
export function recordsOf(chunk: Uint8Array): number[] {
  const offsets: number[] = []
  const end = usedEnd(chunk)
  for (let at = CHUNK_HEADER_SIZE; at + 28 <= end && u32(chunk, at) === 0x2a2a;) {
    offsets.push(at)
    const size = u32(chunk, at + 4)
    if (size < 28) break
    at += size
  }
  return offsets
}

/** Offset of the template instance of a record, -1 where it has none. */
function instanceOf(chunk: Uint8Array, record: number): number {
  return chunk[record + 24] === 0x0f && chunk[record + 28] === 0x0c ? record + 28 : -1
}

function someInstance(chunk: Uint8Array, random: Random): number {
  const records = recordsOf(chunk)
  return records.length === 0 ? -1 : instanceOf(chunk, pick(random, records))
}

/** Where the values of an instance are counted; -1 where that is outside the chunk. */
function valueTable(chunk: Uint8Array, instance: number): number {
  const definition = u32(chunk, instance + 6)
  if (definition !== instance + 10) return instance + 10
  const table = definition + 24 + u32(chunk, definition + 20)
  return table + 8 < chunk.length ? table : -1
}

const MUTATIONS: readonly Mutation[] = [
  function flipBits(chunk, random) {
    for (let n = random.integer(1, 16); n > 0; n--) {
      const at = somewhere(chunk, random, 1)
      chunk[at] = chunk[at]! ^ (1 << random.integer(0, 8))
    }
  },
  function setBytes(chunk, random) {
    for (let n = random.integer(1, 8); n > 0; n--) chunk[somewhere(chunk, random, 1)] = random.integer(0, 256)
  },
  function edgeNumbers(chunk, random) {
    const at = somewhere(chunk, random)
    if (random.next() < 0.5) setU16(chunk, at, pick(random, EDGES))
    else setU32(chunk, at, random.next() < 0.5 ? pick(random, EDGES) : somewhere(chunk, random))
  },
  function headerBytes(chunk, random) {
    setU32(
      chunk,
      random.integer(0, 128) * 4,
      random.next() < 0.5 ? pick(random, EDGES) : somewhere(chunk, random),
    )
  },
  function spliceOther(chunk, random, other) {
    const length = random.integer(1, 4096)
    const from = somewhere(other, random)
    const at = random.next() < 0.5 ? from : somewhere(chunk, random)
    chunk.set(other.subarray(from, Math.min(from + length, from + chunk.length - at)), at)
  },
  function copyWithin(chunk, random) {
    const from = somewhere(chunk, random)
    chunk.copyWithin(somewhere(chunk, random), from, from + random.integer(1, 4096))
  },
  function insertOrDelete(chunk, random) {
    const at = somewhere(chunk, random)
    const by = random.integer(1, 32)
    if (random.next() < 0.5) chunk.copyWithin(at, at + by)
    else chunk.copyWithin(at + by, at)
  },
  function zeroBlock(chunk, random) {
    const at = somewhere(chunk, random)
    chunk.fill(random.next() < 0.8 ? 0 : 0xff, at, at + random.integer(1, 8192))
  },
  function recordSizes(chunk, random) {
    const records = recordsOf(chunk)
    if (records.length === 0) return
    const at = pick(random, records)
    const size = u32(chunk, at + 4)
    setU32(
      chunk,
      random.next() < 0.5 ? at + 4 : at + size - 4,
      random.next() < 0.5 ? size + 8 : pick(random, EDGES),
    )
  },
  function templateOffset(chunk, random) {
    const at = someInstance(chunk, random)
    if (at < 0) return
    const other = someInstance(chunk, random)
    // Another record's template, with or without its id, or any place: itself, a value, behind the chunk.
    if (random.next() < 0.6 && other >= 0) {
      setU32(chunk, at + 6, u32(chunk, other + 6))
      if (random.next() < 0.7) setU32(chunk, at + 2, u32(chunk, other + 2))
    } else setU32(chunk, at + 6, random.next() < 0.5 ? somewhere(chunk, random) : pick(random, EDGES))
  },
  function valueDescriptors(chunk, random) {
    const instance = someInstance(chunk, random)
    const table = instance < 0 ? -1 : valueTable(chunk, instance)
    if (table < 0) return
    const count = u32(chunk, table)
    if (random.next() < 0.2)
      return setU32(chunk, table, random.next() < 0.5 ? count + 1 : pick(random, EDGES))
    const at = table + 4 + 4 * random.integer(0, Math.max(1, Math.min(count, 64)))
    if (random.next() < 0.5) chunk[at + 2] = random.integer(0, 0x24) | (random.next() < 0.2 ? 0x80 : 0)
    else setU16(chunk, at, random.next() < 0.5 ? u16(chunk, at) + random.integer(-4, 5) : pick(random, EDGES))
  },
  function valueIsStream(chunk, random) {
    const instance = someInstance(chunk, random)
    const table = instance < 0 ? -1 : valueTable(chunk, instance)
    if (table >= 0) chunk[table + 4 + 4 * random.integer(0, 20) + 2] = 0x21
  },
  function randomTokens(chunk, random) {
    const at = somewhere(chunk, random)
    for (let i = at; i < Math.min(at + random.integer(4, 400), chunk.length); i++)
      chunk[i] =
        random.next() < 0.6
          ? random.integer(0, 16) | (random.next() < 0.3 ? 0x40 : 0)
          : random.integer(0, 256)
  },
  function signatures(chunk, random) {
    const step = pick(random, [8, 16, 32, 64, 4096])
    const from = somewhere(chunk, random) & ~7
    for (let at = from; at + 8 <= chunk.length; at += step) {
      setU32(chunk, at, 0x2a2a)
      setU32(chunk, at + 4, pick(random, [0, 8, step, step * 2, 65_536]))
    }
  },
  function overlappingNames(chunk, random) {
    const target = somewhere(chunk, random)
    for (let n = random.integer(2, 40); n > 0; n--) setU32(chunk, somewhere(chunk, random), target)
  },
]

/**
 * A copy of a chunk with one to six mutations, seldom cut short.
 * @param other another chunk, for splices
 */
export function mutatedChunk(base: Uint8Array, other: Uint8Array, random: Random): Uint8Array {
  const chunk = base.slice()
  for (let n = random.integer(1, 7); n > 0; n--) pick(random, MUTATIONS)(chunk, random, other)
  return random.next() < 0.05 ? chunk.slice(0, random.integer(0, CHUNK_SIZE)) : chunk
}
