/** Where Velociraptor puts files: their names below are percent-encoded, by the accessor that read them. */
const VELOCIRAPTOR =
  /^((?:[^/]+\/)*uploads\/(?:auto|file|mft|ntfs|lazy_ntfs|ntfs_vss|vfs_ntfs|lazy_auto|data|sparse)\/)(.*)$/s
/** How a shadow copy of a volume is called in paths. */
const SHADOW_COPY = /HarddiskVolumeShadowCopy(\d{1,9})/i
/** KAPE puts each shadow copy in a folder of its own. */
const KAPE_SHADOW_COPY = /(?:^|\/)VSS(\d{1,9})\//

/**
 * What an entry is called in results: its name as text, Windows separators turned, Velociraptor's encoding taken off, shadow copies told. Never a path.
 * @param archive what the archive is called
 * @param taken names given before, of all archives: one that comes again gets a number
 */
export function memberName(archive: string, name: string, taken: Set<string>): string {
  const turned = name.replaceAll('\\', '/').replace(/^(?:\.?\/)+/, '')
  const velociraptor = VELOCIRAPTOR.exec(turned)
  const plain = velociraptor ? velociraptor[1]! + decoded(velociraptor[2]!) : turned
  const copy = SHADOW_COPY.exec(plain)?.[1] ?? KAPE_SHADOW_COPY.exec(turned)?.[1]
  const shown = `${archive}/${withoutSteps(plain)}${copy === undefined ? '' : ` [shadow copy ${copy}]`}`
  let unique = shown
  for (let n = 2; taken.has(unique); n++) unique = `${shown} (${n})`
  taken.add(unique)
  return unique
}

/** Whoever joins or compares such names later must not be led up by them. */
function withoutSteps(name: string): string {
  return name.replaceAll(/(?<=^|\/)\.\.(?=\/|$)/g, '[..]')
}

/** What cannot be decoded stays as it is. */
function decoded(name: string): string {
  return name.replaceAll(/(?:%[0-9a-f]{2})+/gi, (codes) => {
    try {
      return decodeURIComponent(codes)
    } catch {
      return codes
    }
  })
}
