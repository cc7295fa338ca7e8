import type { RecoveryMethod } from './holes'
import type { Recovery } from './recover-record'

const WHERE: Readonly<Record<RecoveryMethod, string>> = {
  slack: 'left over behind the records in use of its chunk',
  gap: 'in a stretch that could not be walked from record to record',
  template: 'in its place',
  'headless-chunk': 'in a chunk whose header is gone',
  'carved-chunk': 'in a chunk that a search of the file found',
  'carved-record': 'alone, outside any chunk, by a search of the file',
}

/** Where a record was found again and what speaks against it, for people. */
export function recoveryWords({ method, doubt }: Recovery): string {
  return doubt === '' ? WHERE[method] : `${WHERE[method]}; ${doubt}`
}
