/** What a package's size is made of. */
import fs from 'node:fs'
import path from 'node:path'

const SHOWN = 8

/**
 * Lines for the largest files and folders directly below `folder`, `resources` taken apart, and one for the rest.
 *
 * @param {string} folder
 * @returns {string[]}
 */
export function largestParts(folder) {
  const parts = fs
    .readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) =>
      entry.name === 'resources'
        ? fs.readdirSync(path.join(folder, entry.name)).map((name) => `${entry.name}/${name}`)
        : [entry.name],
    )
    .map((name) => ({ name, bytes: sizeOf(path.join(folder, name)) }))
    .sort((a, b) => b.bytes - a.bytes || (a.name < b.name ? -1 : 1))
  const rest = parts.slice(SHOWN).reduce((sum, { bytes }) => sum + bytes, 0)
  const lines = parts.slice(0, SHOWN).map(({ name, bytes }) => line(bytes, name))
  return parts.length > SHOWN ? [...lines, line(rest, `${parts.length - SHOWN} others`)] : lines
}

/**
 * Bytes of a file, or of all files below a folder.
 *
 * @param {string} place
 * @returns {number}
 */
export function sizeOf(place) {
  if (!fs.statSync(place).isDirectory()) return fs.statSync(place).size
  return fs
    .readdirSync(place, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + fs.statSync(path.join(entry.parentPath, entry.name)).size, 0)
}

const line = (bytes, name) => `${(bytes / 1e6).toFixed(1).padStart(7)} MB  ${name}`
