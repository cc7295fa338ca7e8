import { hostName } from '../../ui/host-name'

/**
 * Computer names without their DNS suffix, for places of fixed width; those that would then read alike keep it. Where a
 * short name stands the full one is in the tooltip.
 */
export function shortNames(names: Iterable<string>): ReadonlyMap<string, string> {
  const byShort = new Map<string, Set<string>>()
  const all = new Set(names)
  for (const name of all) {
    const key = hostName(name).toLowerCase()
    byShort.set(key, (byShort.get(key) ?? new Set()).add(name))
  }
  return new Map(
    Array.from(all, (name) => {
      const short = hostName(name)
      return [name, (byShort.get(short.toLowerCase())?.size ?? 0) > 1 ? name : short]
    }),
  )
}
