/** Counts and sizes as people read them. */
const COUNT = new Intl.NumberFormat('en-US')

/** `1,204`. */
export function countText(count: number): string {
  return COUNT.format(count)
}

/** `1 session`, `3 sessions`; for words whose plural is an s. */
export function counted(count: number, word: string): string {
  return `${countText(count)} ${word}${count === 1 ? '' : 's'}`
}

/** `3.09 M`, `402 k`, `6,204`: for places where the exact number does not fit. */
export function shortCount(count: number): string {
  if (count >= 1e6) return `${(count / 1e6).toFixed(2)} M`
  if (count >= 1e5) return `${Math.round(count / 1e3)} k`
  return countText(count)
}

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'] as const

/** `512 MB`, `4.1 MB`, `2.30 GB`: powers of 1000, as MB/s is counted. */
export function sizeText(bytes: number): string {
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000
    unit += 1
  }
  const digits = unit === 0 || value >= 100 ? 0 : value >= 10 || unit < 3 ? 1 : 2
  return `${value.toFixed(digits).replace(/\.0$/, '')} ${UNITS[unit]}`
}

/** `1.60 of 2.30 GB`: the unit once where both share it. */
export function partOfSize(bytes: number, of: number): string {
  const [part = '', unit] = sizeText(bytes).split(' ')
  const whole = sizeText(of)
  return whole.endsWith(` ${unit}`) ? `${part} of ${whole}` : `${part} ${unit} of ${whole}`
}

/** `0:11`, `1:02:09`. */
export function clockText(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds))
  const two = (value: number): string => String(value).padStart(2, '0')
  const hours = Math.floor(whole / 3600)
  const minutes = Math.floor(whole / 60) % 60
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`
}
