import { parquetWriteBuffer } from 'hyparquet-writer'
import { factLines, type ExportCase } from '../../core/export/sessions/export-case'
import { exportColumns, type ExportType, type ExportValue } from '../../core/export/sessions/export-columns'

const TYPES = {
  text: 'STRING',
  integer: 'INT64',
  real: 'DOUBLE',
  boolean: 'BOOLEAN',
} as const satisfies Record<ExportType, string>

/** Sessions as a Parquet file; times are text as in every other table, exact to 100 ns. What the export says of itself is its metadata. */
export function parquetFile(from: ExportCase): Uint8Array {
  const { facts, sessions } = from
  const columnData = exportColumns(from).map(({ name, type, value }) => ({
    name,
    type: TYPES[type],
    data: sessions.map((session) => parquetValue(type, value(session))),
  }))
  const kvMetadata = [
    ...factLines(from).map(([key, value]) => ({ key, value })),
    { key: 'Sources', value: JSON.stringify(facts.sources) },
  ]
  return new Uint8Array(parquetWriteBuffer({ columnData, kvMetadata, createdBy: `Sojourn ${facts.version}` }))
}

function parquetValue(type: ExportType, value: ExportValue): ExportValue | bigint {
  return type === 'integer' && typeof value === 'number' ? BigInt(value) : value
}
