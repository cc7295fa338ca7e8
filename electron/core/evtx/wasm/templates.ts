// Template definitions: where they lie in this chunk, what they say, and which known template that is.
import { CHUNK, chunkLength, zeroed } from './memory'

@external('host', 'template')
/** Compiles the definition at a chunk offset and stores its plans; false where it is not sound. */
declare function hostTemplate(template: i32, definition: u32, id: u32): bool

/** More templates than any log has; a definition beyond them is read in TypeScript. */
const MAX_TEMPLATES: i32 = 4096
/** As MAX_TEMPLATE_UNITS, MAX_NAME_UNITS and MAX_ELEMENT_DEPTH in layout.ts. */
const MAX_UNITS: u32 = 65536
const MAX_NAME_UNITS: u32 = 512
const MAX_DEPTH: i32 = 512
/** With room for the last text, which is found too long when it is there. */
const UNITS: usize = heap.alloc((MAX_UNITS + 0x10000 + 64) * 2)
/** All code kept; hostile files make many templates, each of them large. */
const MAX_CODE: usize = 16 << 20

/** Template number + 1 by offset in this chunk, and the offsets that are set. */
const BY_OFFSET: usize = zeroed(0x10000 * 2)
const TOUCHED: usize = heap.alloc(0x10000 * 2)
let touchedCount: u32 = 0
/** Code read in this chunk: the host compares it with MAX_CHUNK_DEFINITION_UNITS. */
export let definitionUnits: u32 = 0

const ID: usize = heap.alloc(MAX_TEMPLATES * 4)
const CODE: usize = heap.alloc(MAX_TEMPLATES * 4)
const CODE_LENGTH: usize = heap.alloc(MAX_TEMPLATES * 4)
/** Next template with the same hash of its id, + 1. */
const NEXT: usize = heap.alloc(MAX_TEMPLATES * 4)
const HASH_SIZE: u32 = 4096
const FIRST: usize = zeroed(HASH_SIZE * 4)
let templateCount: i32 = 0
let codeBytes: usize = 0

/** What table.ts and xml.ts work out once a template, 0 before. */
export const SYSTEM_PLAN: usize = zeroed(MAX_TEMPLATES * 4)
export const XML_PROGRAM: usize = zeroed(MAX_TEMPLATES * 4)

/** Offsets are only good within one chunk. */
export function forgetOffsets(): void {
  for (let i: u32 = 0; i < touchedCount; i++) store<u16>(BY_OFFSET + ((<usize>load<u16>(TOUCHED + (<usize>i << 1))) << 1), 0)
  touchedCount = 0
  definitionUnits = 0
}

/** Number of the template defined at a chunk offset, -1 where there is no sound definition with that id. */
export function templateAt(definition: u32, id: u32): i32 {
  if (definition < 512 || definition + 24 > chunkLength) return -1
  if (load<u32>(CHUNK + definition + 4) != id) return -1
  const known = <i32>load<u16>(BY_OFFSET + (<usize>definition << 1))
  if (known != 0) return known - 1
  const size = load<u32>(CHUNK + definition + 20)
  if (size > chunkLength - definition - 24) return -1
  const template = recognise(definition, size, id)
  if (template < 0) return -1
  store<u16>(BY_OFFSET + (<usize>definition << 1), template + 1)
  store<u16>(TOUCHED + (<usize>(touchedCount++) << 1), definition)
  return template
}

export function definitionSize(definition: u32): u32 {
  return load<u32>(CHUNK + definition + 20)
}

/** Finds the template by id, confirmed by all of its code; makes it where it is new. */
function recognise(definition: u32, size: u32, id: u32): i32 {
  const length = readCode(definition + 24, definition + 24 + size)
  definitionUnits += units
  if (length < 0) return -1
  const bucket = FIRST + ((<usize>((id * 0x9e3779b1) >> 20)) << 2)
  for (let i = load<i32>(bucket); i != 0; i = load<i32>(NEXT + (<usize>(i - 1) << 2))) {
    const at = <usize>(i - 1) << 2
    if (load<u32>(ID + at) == id && load<i32>(CODE_LENGTH + at) == length && memory.compare(load<u32>(CODE + at), UNITS, <usize>length << 1) == 0) return i - 1
  }
  const bytes = <usize>length << 1
  if (templateCount == MAX_TEMPLATES || codeBytes + bytes > MAX_CODE) return -1
  const template = templateCount
  if (!hostTemplate(template, definition, id)) return -1
  const code = heap.alloc(bytes)
  memory.copy(code, UNITS, bytes)
  codeBytes += bytes
  const at = <usize>template << 2
  store<u32>(ID + at, id)
  store<u32>(CODE + at, <u32>code)
  store<i32>(CODE_LENGTH + at, length)
  store<i32>(NEXT + at, load<i32>(bucket))
  store<i32>(bucket, template + 1)
  templateCount++
  return template
}

// The definition's code: see template-code.ts.
let units: u32 = 0

function put(unit: u32): void {
  store<u16>(UNITS + (<usize>(units++) << 1), unit)
}

/** Position behind a counted text, 0 where it does not fit. */
function putText(at: u32, to: u32): u32 {
  if (at + 2 > to) return 0
  const count = <u32>load<u16>(CHUNK + at)
  const end = at + 2 + 2 * count
  if (end > to) return 0
  put(count)
  memory.copy(UNITS + (<usize>units << 1), CHUNK + at + 2, <usize>count << 1)
  units += count
  return end
}

/** Position behind a name reference, 0 where it does not fit. One that cannot be a name reads `?`. */
function putName(at: u32, to: u32): u32 {
  if (at + 4 > to) return 0
  const offset = load<u32>(CHUNK + at)
  const inline = offset == at + 4
  if (offset > chunkLength || offset + 10 > chunkLength || offset + 10 + 2 * <u32>load<u16>(CHUNK + offset + 6) > chunkLength) {
    if (inline) return 0
    put(1)
    put(0x3f)
    return at + 4
  }
  const count = <u32>load<u16>(CHUNK + offset + 6)
  if (count > MAX_NAME_UNITS) {
    put(1)
    put(0x3f)
  } else {
    put(count)
    memory.copy(UNITS + (<usize>units << 1), CHUNK + offset + 8, <usize>count << 1)
    units += count
  }
  return inline ? at + 4 + 10 + 2 * count : at + 4
}

/** Code units of the definition's body in [from, to), -1 where TypeScript has to say what is wrong with it. */
function readCode(from: u32, to: u32): i32 {
  units = 0
  let at = from
  let depth = 0
  while (at < to && units < MAX_UNITS) {
    const token = <u32>load<u8>(CHUNK + at)
    const kind = token & 0x3f
    if (kind == 0x00) {
      put(0)
      return units <= MAX_UNITS ? units : -1
    } else if (kind == 0x0f) at += 4
    else if (kind == 0x01) {
      if (++depth > MAX_DEPTH || at + 3 > to) return -1
      put(1)
      put(load<u16>(CHUNK + at + 1))
      at = putName(at + 7, to)
      if (at == 0) return -1
      if (token & 0x40) at += 4
    } else if (kind == 0x02) {
      put(2)
      at++
    } else if (kind == 0x03 || kind == 0x04) {
      if (--depth < 0) return -1
      put(kind)
      at++
    } else if (kind == 0x06 || kind == 0x09 || kind == 0x0a) {
      put(kind)
      at = putName(at + 1, to)
      if (at == 0) return -1
    } else if (kind == 0x05) {
      put(5)
      at = putText(at + 2, to)
      if (at == 0) return -1
    } else if (kind == 0x07 || kind == 0x0b) {
      put(kind)
      at = putText(at + 1, to)
      if (at == 0) return -1
    } else if (kind == 0x08) {
      if (at + 3 > to) return -1
      put(8)
      put(load<u16>(CHUNK + at + 1))
      at += 3
    } else if (kind == 0x0d || kind == 0x0e) {
      if (at + 3 > to) return -1
      put(kind)
      put(load<u16>(CHUNK + at + 1))
      put(load<u8>(CHUNK + at + 3))
      at += 4
    } else return -1
  }
  return -1
}
