/** Looks of a bar, by logon type: colour says how, height says who. Families and heights are those of theme. */
import type { TypeFamily } from '../../theme/logon-type-style'
import { typeStyle } from '../../theme/logon-type-style'

/** Families by index, as the raster keeps them. `unknown` is a logon whose type no record names. */
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

const HEIGHT_PX = { human: 16, network: 10, machine: 6 } as const
const LAST_TYPE = 13

function styleOf(logonType: number): BarStyle {
  // Sessions without a known type come from session records, which exist for people at a desktop.
  return logonType > LAST_TYPE ? 'unknown' : typeStyle(logonType).family
}

const INDEX_OF_TYPE = Uint8Array.from({ length: 256 }, (_, type) => BAR_STYLES.indexOf(styleOf(type)))
const HEIGHT_OF_TYPE = Uint8Array.from(
  { length: 256 },
  (_, type) => HEIGHT_PX[typeStyle(type === UNKNOWN_TYPE ? null : type).height],
)

/** Index into BAR_STYLES for a Windows logon type (0..255). */
export function styleIndex(logonType: number): number {
  return INDEX_OF_TYPE[logonType] ?? BAR_STYLES.indexOf('unknown')
}

/** The style at an index of BAR_STYLES; out of range is the unknown one. */
export function styleAt(index: number): BarStyle {
  return BAR_STYLES[index] ?? 'unknown'
}

/** Bar height of a logon type in CSS px: people 16, network 10, machine 6. */
export function barHeight(logonType: number): number {
  return HEIGHT_OF_TYPE[logonType] ?? HEIGHT_PX.human
}

/** One entry of the type legend, which is also the type filter. */
export interface TypeEntry {
  readonly family: TypeFamily
  readonly name: string
  /** Logon types as the filter spells them. */
  readonly types: readonly string[]
  /** Types worth naming beside the word. */
  readonly shown: string
  readonly height: keyof typeof HEIGHT_PX
}

export const TYPE_LEGEND: readonly TypeEntry[] = [
  {
    family: 'interactive',
    name: 'Interactive',
    types: ['2', '7', '11', '13'],
    shown: '2, 11',
    height: 'human',
  },
  { family: 'remote', name: 'Remote', types: ['10', '12'], shown: '10', height: 'human' },
  { family: 'network', name: 'Network', types: ['3'], shown: '3', height: 'network' },
  { family: 'newcred', name: 'New creds', types: ['9'], shown: '9', height: 'network' },
  { family: 'cleartext', name: 'Cleartext', types: ['8'], shown: '8', height: 'network' },
  { family: 'batch', name: 'Batch', types: ['4'], shown: '4', height: 'machine' },
  { family: 'service', name: 'Service', types: ['5', '0'], shown: '5', height: 'machine' },
]

/** Token of a style's colours; the unknown one borrows the neutral grey of services. */
export function styleToken(style: BarStyle): TypeFamily {
  return style === 'unknown' ? 'service' : style
}
