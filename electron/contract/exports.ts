/** Formats that sessions are exported in. */
export const EXPORT_FORMATS = [
  'csv',
  'csv-verbatim',
  'jsonl',
  'xlsx',
  'parquet',
  'timesketch-csv',
  'timesketch-jsonl',
  'html',
  'pdf',
] as const
/** Formats that need no window: a PDF is the report printed by its engine. */
export const FILE_FORMATS = EXPORT_FORMATS.filter((format) => format !== 'pdf')
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

export const EXPORT_EXTENSIONS: Readonly<Record<ExportFormat, string>> = {
  csv: 'csv',
  'csv-verbatim': 'csv',
  jsonl: 'jsonl',
  xlsx: 'xlsx',
  parquet: 'parquet',
  'timesketch-csv': 'csv',
  'timesketch-jsonl': 'jsonl',
  html: 'html',
  pdf: 'pdf',
}
