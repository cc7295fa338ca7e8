// Records as XML: see xml.ts and xml-program.ts of binxml. A program is a list of steps of five u32: kind, bytes, length, slot, target.
import { CHUNK } from './memory'
import { outLength, raw, setOutLength, u8Out } from './output'
import { XML_PROGRAM } from './templates'
import { LEVELS, readValues, valueAt, valuesEnd, valueSize, valueType } from './values'
import { RECORD_AT, RECORD_SIZE } from './walk'
import { writeText, writeValue } from './xml-values'

@external('host', 'program')
/** Place of a template's program: number of its steps, units, repeats and depth (budget.ts), then the steps. */
declare function hostProgram(template: i32): u32

const LITERAL: u32 = 0
const SLOT: u32 = 1
const IF_PRESENT: u32 = 2
const ATTRIBUTE: u32 = 3
const INSTANCE: u32 = 4
const STEP_SIZE: usize = 20

/** As MAX_RECORD_UNITS, MAX_CHUNK_UNITS, MAX_ELEMENT_DEPTH and STREAM_UNITS in layout.ts. */
const MAX_RECORD_UNITS: u32 = 524288
const MAX_CHUNK_UNITS: u32 = 2097152
const MAX_DEPTH: u32 = 512
const STREAM_UNITS: u32 = 64

/** What the records of this chunk were charged, never less than TypeScript charges: the host compares the sum. */
export let chunkUnits: u32 = 0
let recordUnits: u32 = 0
let depth: u32 = 0

export function beginBudget(): void {
  chunkUnits = 0
}

/** False where the record, or its chunk, becomes more text than any real one: TypeScript has to say so. */
function spend(units: u32): bool {
  recordUnits += units
  chunkUnits += units
  return recordUnits <= MAX_RECORD_UNITS && chunkUnits <= MAX_CHUNK_UNITS
}

/** Writes the records from number `from`, a line each; returns the number of the first that needs TypeScript, or `count`. */
export function writeRecords(from: i32, count: i32): i32 {
  for (let i = from; i < count; i++) {
    const before = outLength
    const at = load<u32>(RECORD_AT + (<usize>i << 2))
    recordUnits = 0
    depth = 0
    // A record that comes out empty is damaged, which TypeScript says.
    if (!writeStream(0, at + 24, at + load<u32>(RECORD_SIZE + (<usize>i << 2)) - 4) || outLength == before) {
      setOutLength(before)
      return i
    }
    u8Out(0x0a)
  }
  return count
}

function writeStream(level: u32, from: u32, to: u32): bool {
  if (level == LEVELS) return false
  let at = from
  while (at < to && (load<u8>(CHUNK + at) & 0x3f) == 0x0f) at += 4
  if (at >= to || (load<u8>(CHUNK + at) & 0x3f) != 0x0c) return false
  const template = readValues(level, at, to)
  if (template < 0) return false
  const program = programOf(template)
  const deeper = load<u32>(program, 12)
  depth += deeper
  if (depth > MAX_DEPTH || !spend(STREAM_UNITS + load<u32>(program, 4) + (valuesEnd - at) * load<u32>(program, 8))) return false
  if (!run(level, program + 16, 0, load<u32>(program))) return false
  depth -= deeper
  return true
}

function programOf(template: i32): usize {
  const at = XML_PROGRAM + (<usize>template << 2)
  if (load<u32>(at) == 0) {
    const program = hostProgram(template)
    store<u32>(at, program)
  }
  return load<u32>(at)
}

function run(level: u32, program: usize, from: u32, to: u32): bool {
  for (let i = from; i < to; i++) {
    const step = program + <usize>i * STEP_SIZE
    const kind = load<u32>(step)
    if (kind == LITERAL) raw(load<u32>(step, 4), load<u32>(step, 8))
    else if (kind == IF_PRESENT) {
      if (valueType(level, load<u32>(step, 12)) == 0) i = load<u32>(step, 16) - 1
    } else if (kind == INSTANCE) return false
    else {
      const slot = load<u32>(step, 12)
      const type = valueType(level, slot)
      if (kind == ATTRIBUTE) {
        if (type & 0x80 || type == 0x21 || <i32>slot < 0) return false
        const before = outLength
        raw(load<u32>(step, 4), load<u32>(step, 8))
        const empty = outLength
        if (!writeSlot(level, slot, type)) return false
        if (outLength == empty) setOutLength(before)
        else u8Out(0x27)
      } else if (type == 0x81) {
        if (!writeStrings(level, step, slot)) return false
      } else if (type & 0x80) return false
      else if (!writeSlot(level, slot, type)) return false
    }
  }
  return true
}

function writeSlot(level: u32, slot: u32, type: u32): bool {
  if (type == 0) return true
  const at = valueAt(level, slot)
  const size = valueSize(level, slot)
  if (type != 0x21) {
    writeValue(type, at, size)
    return true
  }
  return size == 0 || writeStream(level + 1, at, at + size)
}

/** An array of strings, each ended by NUL: the enclosing element once for each, or a list where it is not the element's whole content. */
function writeStrings(level: u32, step: usize, slot: u32): bool {
  // A start tag with values of its own is TypeScript's.
  if (load<i32>(step, 16) >= 0) return false
  let at = valueAt(level, slot)
  const end = at + (valueSize(level, slot) & ~1)
  const between = load<u32>(step, 4)
  const length = load<u32>(step, 8)
  let first = true
  while (at < end) {
    let stop = at
    while (stop < end && load<u16>(CHUNK + stop) != 0) stop += 2
    if (!first && length == 0) {
      u8Out(0x2c)
      u8Out(0x20)
    } else if (!first) {
      raw(between, length)
    }
    if (hasSurrogate(at, stop)) return false
    writeText(at, stop)
    first = false
    if (!spend(length + 2)) return false
    at = stop + 2
  }
  return true
}

/** TypeScript makes a text of an item first, which changes lone surrogates in long ones. */
function hasSurrogate(from: u32, to: u32): bool {
  for (let i = from; i < to; i += 2) if ((load<u16>(CHUNK + i) & 0xf800) == 0xd800) return true
  return false
}
