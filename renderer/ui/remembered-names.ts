/** A list of names that outlives the window: what a person chose to see, nothing about evidence. */
const PREFIX = 'sojourn.names.'
/** More were never written by this program. */
const MAX_NAMES = 100

export function rememberedNames(key: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + key) ?? '[]')
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string').slice(0, MAX_NAMES) : []
  } catch {
    return []
  }
}

export function rememberNames(key: string, names: readonly string[]): void {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(names))
  } catch {
    // A profile that cannot be written loses only the memory of it.
  }
}
