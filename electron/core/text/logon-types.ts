/** Names of LogonType numbers (sessions.md 3.5). */
const NAMES: Readonly<Record<number, string>> = {
  0: 'System',
  2: 'Interactive',
  3: 'Network',
  4: 'Batch',
  5: 'Service',
  7: 'Unlock',
  8: 'Network cleartext',
  9: 'New credentials',
  10: 'Remote interactive',
  11: 'Cached interactive',
  12: 'Cached remote interactive',
  13: 'Cached unlock',
}

/** Unknown numbers read `Type 42`; null (no 4624 or 4634 in evidence) reads `Unknown`. */
export function logonTypeName(type: number | null): string {
  return type === null ? 'Unknown' : (NAMES[type] ?? `Type ${type}`)
}
