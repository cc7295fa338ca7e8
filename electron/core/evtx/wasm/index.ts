// What the host calls; the other side is electron/core/evtx/record-loop.ts.
import { CHUNK, setChunkLength } from './memory'
import { out, outLength, setOutLength } from './output'
import {
  beginRows,
  bootTags,
  channels,
  COLUMN,
  computers,
  eventIds,
  offsets,
  providers,
  recordIds,
  records,
  reserveRows,
  rowKinds,
  rowRecords,
  rows,
  times,
  TOUCHED_COLUMN,
} from './table'
import { definitionUnits, forgetOffsets } from './templates'
import { RECORD_AT, RECORD_SIZE, walk } from './walk'

export {
  addFamilyRow,
  undoRows,
  addRecord,
  addRecords,
  lendTable,
  initTable,
  reserveRows,
  setBootTag,
  setColumn,
  setRecordId,
  setTime,
  setWideColumn,
} from './table'
import { beginBudget, chunkUnits } from './xml'

export { writeRecords } from './xml'
export { reserve } from './output'

/** Room that stays: plans, programs, lists of columns. */
export function allocate(size: u32): usize {
  return heap.alloc(size)
}

export function chunkAt(): usize {
  return CHUNK
}

/** Begins a chunk whose bytes lie at `chunkAt`; the number of its records, -1 where the walk is TypeScript's. */
export function begin(length: u32, end: u32): i32 {
  setChunkLength(length)
  forgetOffsets()
  beginBudget()
  reserveRows()
  beginRows()
  return walk(end)
}

export function recordAt(): usize {
  return RECORD_AT
}

export function recordSizes(): usize {
  return RECORD_SIZE
}

/** Where written text begins. */
export function textAt(): usize {
  return out
}

export function textLength(): usize {
  return outLength
}

export function setTextLength(length: usize): void {
  setOutLength(length)
}

/** Place of a column: see loop-table.ts. */
export function place(what: u32): usize {
  switch (what) {
    case 0:
      return offsets
    case 1:
      return recordIds
    case 2:
      return times
    case 3:
      return bootTags
    case 4:
      return eventIds
    case 5:
      return providers
    case 6:
      return channels
    case 7:
      return computers
    case 8:
      return rowRecords
    case 9:
      return rowKinds
    case 10:
      return COLUMN
    default:
      return TOUCHED_COLUMN
  }
}

/** Units of definitions and of text that the chunk has cost so far. */
export function definitionCost(): u32 {
  return definitionUnits
}

export function textCost(): u32 {
  return chunkUnits
}

export function recordCount(): u32 {
  return records
}

export function rowCount(): u32 {
  return rows
}
