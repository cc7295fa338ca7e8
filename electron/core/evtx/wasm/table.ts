// Records to rows of columns: see chunk-parser.ts and table-builder.ts.
import { idOfValue } from './dictionary'
import { CHUNK, enlarged, zeroed } from './memory'
import { SYSTEM_PLAN } from './templates'
import { holds, readValues, valueAt, valueSize, valueType } from './values'
import { MAX_RECORDS, RECORD_AT, RECORD_SIZE } from './walk'

@external('host', 'event')
/** Place of the session-relevant event that provider, channel and id name; 0 for none. */
declare function hostEvent(provider: u32, channel: u32, eventId: u32): u32
@external('host', 'plan')
/** Place of a template's system plan, GENERAL where it needs the general way. */
declare function hostPlan(template: i32): u32
@external('host', 'assignments')
/** Place of the columns that an event takes from a body template, GENERAL where it needs the general way. */
declare function hostAssignments(event: u32, template: i32, inUserData: u32): u32
@external('host', 'column')
/** Sets a column of the row added last from a value of an unusual type. */
declare function hostColumn(column: u32, type: u32, at: u32, size: u32): void

/** Fields of a system plan, as u32 (slots are -1 where there is none). */
const PROVIDER_SLOT: usize = 0
const PROVIDER_ID: usize = 4
const CHANNEL_SLOT: usize = 8
const CHANNEL_ID: usize = 12
const COMPUTER_SLOT: usize = 16
const COMPUTER_ID: usize = 20
const EVENT_ID_SLOT: usize = 24
const EVENT_ID: usize = 28
const RECORD_ID_SLOT: usize = 32
const TIME_SLOT: usize = 36
const ACTIVITY_SLOT: usize = 40
const BODY_SLOT: usize = 44
const IN_USER_DATA: usize = 48
const REQUIRED_SLOT: usize = 52

/** Fields of an event: kind, flags. */
const KEEPS_ACTIVITY: u32 = 1
const WILDCARD: u32 = 2
const HAS_COLUMNS: u32 = 4

const TYPE_FILETIME: u32 = 0x11
const TYPE_GUID: u32 = 0x0f
const TYPE_BINXML: u32 = 0x21
/** FILETIME high halves of 2008 and 2035, as BOOT_TAG_FROM and BOOT_TAG_TO. */
const BOOT_TAG_FROM: u32 = 0x01c84000
const BOOT_TAG_TO: u32 = 0x01f20000

/** Which columns are text, numbers, 64-bit; set once. */
let firstNumber: u32 = 0
let firstWide: u32 = 0
let columnCount: u32 = 0
let activityColumn: u32 = 0

/** More than the family has columns; a test holds it. */
export const MAX_COLUMNS: u32 = 128
/** Place of each family column. */
export const COLUMN: usize = zeroed(MAX_COLUMNS * 4)
/** 1 where a row has a value. */
export const TOUCHED_COLUMN: usize = zeroed(MAX_COLUMNS)

export let records: u32 = 0
export let rows: u32 = 0
let capacity: u32 = 0
export let offsets: usize = 0
export let recordIds: usize = 0
export let times: usize = 0
export let bootTags: usize = 0
export let eventIds: usize = 0
export let providers: usize = 0
export let channels: usize = 0
export let computers: usize = 0
export let rowRecords: usize = 0
export let rowKinds: usize = 0

export function initTable(numbers: u32, wides: u32, columns: u32, activity: u32): void {
  firstNumber = numbers
  firstWide = wides
  columnCount = columns
  activityColumn = activity
  for (let c: u32 = 0; c < columns; c++) store<u8>(WIDTH + c, c >= wides ? 8 : 4)
}
const WIDTH: usize = zeroed(MAX_COLUMNS)

/** The host was given the rows; they go when the next are due. */
let lent: bool = false

/** Room for one more chunk. */
export function reserveRows(): void {
  if (lent) clearTable()
  if (records + MAX_RECORDS <= capacity) return
  const old = capacity
  const size: u32 = old == 0 ? 4096 : old * 2
  offsets = enlarged(offsets, <usize>old * 8, <usize>size * 8)
  recordIds = enlarged(recordIds, <usize>old * 8, <usize>size * 8)
  times = enlarged(times, <usize>old * 8, <usize>size * 8)
  bootTags = enlarged(bootTags, <usize>old * 8, <usize>size * 8)
  eventIds = enlarged(eventIds, <usize>old * 2, <usize>size * 2)
  providers = enlarged(providers, <usize>old * 4, <usize>size * 4)
  channels = enlarged(channels, <usize>old * 4, <usize>size * 4)
  computers = enlarged(computers, <usize>old * 4, <usize>size * 4)
  rowRecords = enlarged(rowRecords, <usize>old * 4, <usize>size * 4)
  rowKinds = enlarged(rowKinds, <usize>old, <usize>size)
  for (let c: u32 = 0; c < columnCount; c++) {
    const width = <usize>load<u8>(WIDTH + c)
    const column = enlarged(load<u32>(COLUMN + (<usize>c << 2)), <usize>old * width, <usize>size * width)
    if (isNumber(c)) memory.fill(column + <usize>old * 4, 0xff, <usize>(size - old) * 4)
    store<u32>(COLUMN + (<usize>c << 2), <u32>column)
  }
  capacity = size
}

/** The host reads the rows that came since it last did; they stay until the next chunk. */
export function lendTable(): void {
  if (lent) clearTable()
  lent = true
}

/** Starts anew; ids of texts go on. */
function clearTable(): void {
  dropRows(0, 0)
  memory.fill(TOUCHED_COLUMN, 0, columnCount)
  lent = false
}

// Rows before the current chunk.
let recordsBefore: u32 = 0
let rowsBefore: u32 = 0

export function beginRows(): void {
  recordsBefore = records
  rowsBefore = rows
}

/** Takes back the rows of the current chunk. */
export function undoRows(): void {
  dropRows(recordsBefore, rowsBefore)
}

function dropRows(toRecords: u32, toRows: u32): void {
  for (let c: u32 = 0; c < columnCount; c++) {
    if (load<u8>(TOUCHED_COLUMN + c) == 0) continue
    const width = <usize>load<u8>(WIDTH + c)
    memory.fill(columnAt(c) + <usize>toRows * width, isNumber(c) ? 0xff : 0, <usize>(rows - toRows) * width)
  }
  records = toRecords
  rows = toRows
}

@inline
function columnAt(column: u32): usize {
  return load<u32>(COLUMN + (<usize>column << 2))
}

function isNumber(column: u32): bool {
  return column >= firstNumber && column < firstWide
}

export function addRecord(offset: f64, eventId: u32, provider: u32, channel: u32, computer: u32): void {
  if (lent) clearTable()
  const row = <usize>(records++)
  store<f64>(offsets + (row << 3), offset)
  store<u64>(recordIds + (row << 3), 0)
  store<u64>(times + (row << 3), 0)
  store<u64>(bootTags + (row << 3), 0)
  store<u16>(eventIds + (row << 1), eventId)
  store<u32>(providers + (row << 2), provider)
  store<u32>(channels + (row << 2), channel)
  store<u32>(computers + (row << 2), computer)
}

export function addFamilyRow(kind: u32): void {
  store<u32>(rowRecords + (<usize>rows << 2), records - 1)
  store<u8>(rowKinds + rows, kind)
  rows++
}

export function setColumn(column: u32, value: u32): void {
  store<u8>(TOUCHED_COLUMN + column, 1)
  store<u32>(columnAt(column) + (<usize>(rows - 1) << 2), value)
}

export function setWideColumn(column: u32, low: u32, high: u32): void {
  store<u8>(TOUCHED_COLUMN + column, 1)
  const at = columnAt(column) + (<usize>(rows - 1) << 3)
  store<u32>(at, low)
  store<u32>(at, high, 4)
}

export function setRecordId(low: u32, high: u32): void {
  store<u32>(recordIds + (<usize>(records - 1) << 3), low)
  store<u32>(recordIds + (<usize>(records - 1) << 3), high, 4)
}

export function setTime(low: u32, high: u32): void {
  store<u32>(times + (<usize>(records - 1) << 3), low)
  store<u32>(times + (<usize>(records - 1) << 3), high, 4)
}

export function setBootTag(low: u32, high: u32): void {
  store<u32>(bootTags + (<usize>(records - 1) << 3), low)
  store<u32>(bootTags + (<usize>(records - 1) << 3), high, 4)
}

/** Adds the records from number `from`; returns the number of the first that needs TypeScript, or `count`. */
export function addRecords(from: i32, count: i32, fileOffset: f64): i32 {
  for (let i = from; i < count; i++) {
    const at = load<u32>(RECORD_AT + (<usize>i << 2))
    if (!addOne(at, at + load<u32>(RECORD_SIZE + (<usize>i << 2)) - 4, fileOffset)) return i
  }
  return count
}

function addOne(record: u32, to: u32, fileOffset: f64): bool {
  let at = record + 24
  if ((load<u8>(CHUNK + at) & 0x3f) == 0x0f) at += 4
  if ((load<u8>(CHUNK + at) & 0x3f) != 0x0c) return false
  const template = readValues(0, at, to)
  if (template < 0) return false
  const plan = systemPlan(template)
  if (plan == GENERAL) return false
  const required = load<i32>(plan, REQUIRED_SLOT)
  if (required >= 0 && valueType(0, required) == 0) return false
  const timeSlot = load<i32>(plan, TIME_SLOT)
  const recordIdSlot = load<i32>(plan, RECORD_ID_SLOT)
  if (!holds(0, timeSlot, TYPE_FILETIME, 8) || !holds(0, recordIdSlot, 0x0a, 8)) return false
  let eventId = load<i32>(plan, EVENT_ID)
  const eventIdSlot = load<i32>(plan, EVENT_ID_SLOT)
  if (eventIdSlot >= 0) {
    if (!holds(0, eventIdSlot, 0x06, 2)) return false
    eventId = load<u16>(CHUNK + valueAt(0, eventIdSlot))
  } else if (eventId < 0) return false
  const provider = textId(load<i32>(plan, PROVIDER_SLOT), load<u32>(plan, PROVIDER_ID))
  const channel = textId(load<i32>(plan, CHANNEL_SLOT), load<u32>(plan, CHANNEL_ID))
  const event = <usize>eventFor(provider, channel, eventId)
  let pairs: usize = 0
  if (event != 0 && load<u32>(event, 4) & HAS_COLUMNS) {
    const found = bodyPairs(plan, event, to)
    if (found == GENERAL) return false
    pairs = found
  }
  const computer = textId(load<i32>(plan, COMPUTER_SLOT), load<u32>(plan, COMPUTER_ID))
  addRecord(fileOffset + <f64>record, eventId, provider, channel, computer)
  const row = <usize>(records - 1) << 3
  store<u64>(recordIds + row, load<u64>(CHUNK + valueAt(0, recordIdSlot)))
  store<u64>(times + row, load<u64>(CHUNK + valueAt(0, timeSlot)))
  const activitySlot = load<i32>(plan, ACTIVITY_SLOT)
  const hasActivity = holds(0, activitySlot, TYPE_GUID, 16)
  if (hasActivity) {
    const tag = CHUNK + valueAt(0, activitySlot) + 8
    const high = load<u32>(tag, 4)
    if (high >= BOOT_TAG_FROM && high < BOOT_TAG_TO) store<u64>(bootTags + row, load<u64>(tag))
  }
  if (event == 0) return true
  const flags = load<u32>(event, 4)
  if (flags & WILDCARD && (pairs == 0 || load<u32>(pairs, 4) == 0)) return true
  addFamilyRow(load<u32>(event))
  if (pairs != 0) setColumns(pairs)
  if (flags & KEEPS_ACTIVITY && hasActivity) setText(activityColumn, TYPE_GUID, valueAt(0, activitySlot), 16)
  return true
}

function systemPlan(template: i32): usize {
  const at = SYSTEM_PLAN + (<usize>template << 2)
  if (load<u32>(at) == 0) {
    const plan = hostPlan(template)
    store<u32>(at, plan)
  }
  return load<u32>(at)
}

function textId(slot: i32, literal: u32): u32 {
  if (slot < 0) return literal
  const type = valueType(0, slot)
  return type == 0 ? 0 : idOfValue(type, valueAt(0, slot), valueSize(0, slot))
}

/** Columns and slots of the body, which is read into level 1: 0 for no body, GENERAL where its shape is not a template's. */
const GENERAL: usize = 1
function bodyPairs(plan: usize, event: usize, to: u32): usize {
  const slot = load<i32>(plan, BODY_SLOT)
  if (slot < 0) return 0
  const type = valueType(0, slot)
  if (type == 0) return 0
  if (type != TYPE_BINXML) return GENERAL
  let at = valueAt(0, slot)
  const end = min(at + valueSize(0, slot), to)
  if (at == end) return 0
  if ((load<u8>(CHUNK + at) & 0x3f) == 0x0f) at += 4
  if ((load<u8>(CHUNK + at) & 0x3f) != 0x0c) return GENERAL
  const template = readValues(1, at, end)
  return template < 0 ? GENERAL : pairsFor(event, template, load<u32>(plan, IN_USER_DATA))
}

function setColumns(pairs: usize): void {
  const last = pairs + 8 + (<usize>load<u32>(pairs) << 3)
  for (let pair = pairs + 8; pair < last; pair += 8) {
    const slot = load<u32>(pair, 4)
    const type = valueType(1, slot)
    if (type != 0) setValue(load<u32>(pair), type, valueAt(1, slot), valueSize(1, slot))
  }
}

function setText(column: u32, type: u32, at: u32, size: u32): void {
  const id = idOfValue(type, at, size)
  if (id != 0) setColumn(column, id)
}

/** As setColumn in column-values.ts. */
function setValue(column: u32, type: u32, at: u32, size: u32): void {
  if (size == 0 || type & 0x80) return
  if (column < firstNumber) return setText(column, type, at, size)
  if (column < firstWide) {
    if ((type == 0x08 || type == 0x14) && size >= 4) setColumn(column, load<u32>(CHUNK + at))
    else if (type == 0x06 && size >= 2) setColumn(column, load<u16>(CHUNK + at))
    else if (type == 0x04) setColumn(column, load<u8>(CHUNK + at))
    else hostColumn(column, type, at, size)
  } else if (size >= 8 && (type == 0x15 || type == 0x0a || type == 0x11 || type == 0x10 || type == 0x09)) {
    if (load<u64>(CHUNK + at) != 0) setWideColumn(column, load<u32>(CHUNK + at), load<u32>(CHUNK + at + 4))
  } else hostColumn(column, type, at, size)
}

// What the host said about (provider, channel, event id) and (event, template): kept while there is room, else asked again.
const CACHE_SIZE: u32 = 16384
const EVENTS: usize = zeroed(CACHE_SIZE * 12)
const PAIRS: usize = zeroed(CACHE_SIZE * 12)
let cachedEvents: u32 = 0
let cachedPairs: u32 = 0

function eventFor(provider: u32, channel: u32, eventId: u32): u32 {
  if (channel > 0xffff) return hostEvent(provider, channel, eventId)
  const key = (channel << 16) | eventId
  let slot = cacheSlot(EVENTS, provider, key)
  if (load<u32>(slot, 8) != 0) return load<u32>(slot, 8) - 1
  const event = hostEvent(provider, channel, eventId)
  if (cachedEvents * 2 < CACHE_SIZE) {
    cachedEvents++
    keep(slot, provider, key, event + 1)
  }
  return event
}

function pairsFor(event: usize, template: i32, inUserData: u32): usize {
  const key = (<u32>template << 1) | inUserData
  const slot = cacheSlot(PAIRS, <u32>event, key)
  if (load<u32>(slot, 8) != 0) return load<u32>(slot, 8)
  const pairs = hostAssignments(<u32>event, template, inUserData)
  if (cachedPairs * 2 < CACHE_SIZE) {
    cachedPairs++
    keep(slot, <u32>event, key, pairs)
  }
  return pairs
}

function cacheSlot(cache: usize, a: u32, b: u32): usize {
  let i = ((a * 0x9e3779b1) ^ (b * 0x85ebca6b)) >> 18
  let slot = cache + <usize>i * 12
  // At most half of the slots are ever taken.
  while (load<u32>(slot, 8) != 0 && (load<u32>(slot) != a || load<u32>(slot, 4) != b)) {
    i = (i + 1) & (CACHE_SIZE - 1)
    slot = cache + <usize>i * 12
  }
  return slot
}

function keep(slot: usize, a: u32, b: u32, value: u32): void {
  store<u32>(slot, a)
  store<u32>(slot, b, 4)
  store<u32>(slot, value, 8)
}
