/** Systems that Electron no longer runs on: said in a sentence, where it still comes as far as that. */

/** Windows 10 and macOS 13 are the oldest that the pinned Electron supports (macOS 12 until Electron 43). */
const OLDEST: Partial<Record<NodeJS.Platform, { readonly name: string; readonly version: number }>> = {
  win32: { name: 'Windows', version: 10 },
  darwin: { name: 'macOS', version: 13 },
}

/**
 * Null where the system will do.
 * @param version as Electron tells it: `10.0.19045` on Windows, `14.5.1` on macOS
 */
export function systemProblem(platform: NodeJS.Platform, version: string): string | null {
  const oldest = OLDEST[platform]
  const major = Number.parseInt(version, 10)
  if (oldest === undefined || Number.isNaN(major) || major >= oldest.version) return null
  return (
    `This is ${oldest.name} ${version}. Sojourn needs ${oldest.name} ${oldest.version} or newer. Nothing was opened. ` +
    'Open the logs on a newer system; they can be copied as they are.'
  )
}
