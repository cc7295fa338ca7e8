/** Colour token and bar height family of a logon type (ux.md 4), and its short name. */
export type TypeFamily = 'interactive' | 'remote' | 'network' | 'newcred' | 'cleartext' | 'batch' | 'service'

export interface TypeStyle {
  readonly family: TypeFamily
  readonly height: 'human' | 'network' | 'machine'
  /** Short name for chips and grid; the full one is in core/text. */
  readonly name: string
}

const STYLES: { readonly [type: number]: TypeStyle } = {
  0: { family: 'service', height: 'machine', name: 'System' },
  2: { family: 'interactive', height: 'human', name: 'Interactive' },
  3: { family: 'network', height: 'network', name: 'Network' },
  4: { family: 'batch', height: 'machine', name: 'Batch' },
  5: { family: 'service', height: 'machine', name: 'Service' },
  7: { family: 'interactive', height: 'human', name: 'Unlock' },
  8: { family: 'cleartext', height: 'network', name: 'Cleartext' },
  9: { family: 'newcred', height: 'network', name: 'New creds' },
  10: { family: 'remote', height: 'human', name: 'Remote' },
  11: { family: 'interactive', height: 'human', name: 'Cached' },
  12: { family: 'remote', height: 'human', name: 'Cached remote' },
  13: { family: 'interactive', height: 'human', name: 'Cached unlock' },
}
const UNKNOWN_TYPE: TypeStyle = { family: 'service', height: 'human', name: 'Unknown' }

export function typeStyle(logonType: number | null): TypeStyle {
  if (logonType === null) return UNKNOWN_TYPE
  return STYLES[logonType] ?? { ...UNKNOWN_TYPE, name: `Type ${logonType}` }
}
