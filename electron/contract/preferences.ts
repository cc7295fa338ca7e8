/** How the window looks and behaves, kept by main between starts. Nothing about evidence. */

export const THEMES = ['light', 'dark', 'system'] as const
export const CONTRASTS = ['system', 'high'] as const
export const DENSITIES = ['compact', 'comfortable'] as const
export const MOTIONS = ['system', 'reduced'] as const
export const ZONES = ['utc', 'local', 'host', 'chosen'] as const

/** Code pages of 8-bit text in logs, which do not name theirs, as decoders call them: those that Windows has had as its ANSI or OEM code page. */
export const CODE_PAGES = [
  'windows-1252',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'windows-1254',
  'windows-1255',
  'windows-1256',
  'windows-1257',
  'windows-1258',
  'windows-874',
  'shift_jis',
  'gbk',
  'euc-kr',
  'big5',
  'ibm866',
  'koi8-r',
  'utf-8',
] as const

/** Zoom of the page in percent: what the settings offer and the menu steps through. */
export const ZOOM_STEPS = [100, 110, 125, 150, 175, 200] as const

export interface Preferences {
  readonly theme: (typeof THEMES)[number]
  /** `system` follows the desktop's wish for more contrast. */
  readonly contrast: (typeof CONTRASTS)[number]
  /** Height of grid rows. */
  readonly density: (typeof DENSITIES)[number]
  readonly motion: (typeof MOTIONS)[number]
  /** Percent, 100 to 200. */
  readonly zoom: number
  /** Single letters act in timeline and grids. */
  readonly letterKeys: boolean
  readonly zone: (typeof ZONES)[number]
  /** IANA name that `chosen` stands for; '' while none was chosen. */
  readonly chosenZone: string
  /** Times of records and sessions with their seven digits, where they are lists. */
  readonly fullDigits: boolean
  /** Of 8-bit text, for logs that are read from now on. */
  readonly codePage: (typeof CODE_PAGES)[number]
}

export const STANDARD_PREFERENCES: Preferences = {
  theme: 'system',
  contrast: 'system',
  density: 'compact',
  motion: 'system',
  zoom: 100,
  letterKeys: true,
  zone: 'utc',
  chosenZone: '',
  fullDigits: false,
  codePage: 'windows-1252',
}

/** The next step of the zoom in a direction; where there is none, the same. */
export function zoomStep(zoom: number, direction: 1 | -1): number {
  const steps = direction === 1 ? ZOOM_STEPS : ZOOM_STEPS.toReversed()
  return steps.find((step) => (step - zoom) * direction > 0) ?? zoom
}
