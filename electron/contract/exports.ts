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
] as const
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
}
