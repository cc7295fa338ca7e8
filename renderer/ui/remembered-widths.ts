/** Widths by column name that outlive the window: what a person pulled, nothing about evidence. */
export type Widths = { readonly [column: string]: number }

const PREFIX = 'sojourn.widths.'
/** Narrower cannot be grasped again, wider was never pulled. */
const LEAST_PX = 44
const MOST_PX = 4000

export function rememberedWidths(key: string): Widths {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + key) ?? '{}')
    if (typeof kept !== 'object' || kept === null) return {}
    const widths = Object.entries(kept).filter((entry): entry is [string, number] => isWidth(entry[1]))
    return Object.fromEntries(widths)
  } catch {
    return {}
  }
}

export function rememberWidths(key: string, widths: Widths): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(widths))
  } catch {
    // A profile that cannot be written loses only the memory of it.
  }
}

function isWidth(value: unknown): value is number {
  return typeof value === 'number' && value >= LEAST_PX && value <= MOST_PX
}
