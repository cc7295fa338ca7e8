/** Name of what a path ends in, as people read it. */
export function lastPart(path: string): string {
  const parts = path.split('/').filter((part) => part !== '')
  const name = parts.at(-1) ?? ''
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
