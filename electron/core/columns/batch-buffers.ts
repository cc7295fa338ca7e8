import type { TableBatch } from './table-builder'

/** A batch whose columns are its own, to keep or to send: views of larger memory are copied. */
export function ownBatch(batch: TableBatch): TableBatch {
  const columns = Object.entries(batch).map(([name, value]: [string, unknown]) => [name, ownColumn(value)])
  return { ...(Object.fromEntries(columns) as TableBatch), family: batch.family.map(ownColumn) }
}

/** The memory behind a batch's columns, each piece once. */
export function batchBuffers(batch: TableBatch): ArrayBuffer[] {
  const columns: unknown[] = [...Object.values<unknown>({ ...batch }), ...batch.family]
  return [...new Set(columns.filter(isColumn).map(({ buffer }) => buffer as ArrayBuffer))]
}

type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array

function ownColumn<V>(value: V): V {
  return isColumn(value) && value.byteLength !== value.buffer.byteLength ? (value.slice() as V) : value
}

function isColumn(value: unknown): value is Column {
  return ArrayBuffer.isView(value)
}
