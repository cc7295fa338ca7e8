/** Looks of a bar, by logon type: colour says how, height says who (people 16, network 10, machine 6 px). */
export const BAR_STYLES = [
  'interactive',
  'remote',
  'network',
  'newcred',
  'cleartext',
  'batch',
  'service',
  'unknown',
] as const
export type BarStyle = (typeof BAR_STYLES)[number]

/** `logonType` of a bar whose logon type no record names. */
export const UNKNOWN_TYPE = 255

const STYLE_OF_TYPE: ReadonlyMap<number, BarStyle> = new Map([
  [2, 'interactive'],
  [7, 'interactive'],
  [11, 'interactive'],
  [13, 'interactive'],
  [10, 'remote'],
  [12, 'remote'],
  [3, 'network'],
  [9, 'newcred'],
  [8, 'cleartext'],
  [4, 'batch'],
  [5, 'service'],
  [0, 'service'],
])
const HEIGHTS: { readonly [S in BarStyle]: number } = {
  interactive: 16,
  remote: 16,
  // Known only from session records (LocalSessionManager), which exist for people at a desktop.
  unknown: 16,
  network: 10,
  newcred: 10,
  cleartext: 10,
  batch: 6,
  service: 6,
}

const INDEX_OF_TYPE = Uint8Array.from({ length: 256 }, (_, type) =>
  BAR_STYLES.indexOf(STYLE_OF_TYPE.get(type) ?? 'unknown'),
)

/** Index into BAR_STYLES for a Windows logon type. */
export function styleIndex(logonType: number): number {
  return INDEX_OF_TYPE[logonType] ?? BAR_STYLES.indexOf('unknown')
}

/** The style at an index of BAR_STYLES; out of range is the unknown one. */
export function styleAt(index: number): BarStyle {
  return BAR_STYLES[index] ?? 'unknown'
}

/** Bar height in CSS px. */
export function barHeight(style: BarStyle): number {
  return HEIGHTS[style]
}

/** One entry of the type legend, which is also the type filter. */
export interface TypeEntry {
  readonly style: BarStyle
  readonly name: string
  /** Logon types as the filter spells them. */
  readonly types: readonly string[]
  /** Types worth naming beside the word. */
  readonly shown: string
}

export const TYPE_LEGEND: readonly TypeEntry[] = [
  { style: 'interactive', name: 'Interactive', types: ['2', '7', '11', '13'], shown: '2, 11' },
  { style: 'remote', name: 'Remote', types: ['10', '12'], shown: '10' },
  { style: 'network', name: 'Network', types: ['3'], shown: '3' },
  { style: 'newcred', name: 'New creds', types: ['9'], shown: '9' },
  { style: 'cleartext', name: 'Cleartext', types: ['8'], shown: '8' },
  { style: 'batch', name: 'Batch', types: ['4'], shown: '4' },
  { style: 'service', name: 'Service', types: ['5', '0'], shown: '5' },
]
