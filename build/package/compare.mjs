/** Whether two builds made the same: every file below a folder by its sum. */
import fs from 'node:fs'
import path from 'node:path'
import { sha256 } from './sums.mjs'

/**
 * Sums by the path below `folder`; a link by where it leads.
 *
 * @param {string} folder
 * @returns {Map<string, string>}
 */
export function fileSums(folder) {
  const sums = new Map()
  for (const entry of fs.readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name)
    const name = path.relative(folder, file).split(path.sep).join('/')
    if (entry.isSymbolicLink()) sums.set(name, `-> ${fs.readlinkSync(file)}`)
    else if (entry.isFile()) sums.set(name, sha256(file))
  }
  return sums
}

/**
 * One line for each file that is in one alone or not the same in both, by name.
 *
 * @param {Map<string, string>} first
 * @param {Map<string, string>} second
 * @returns {string[]}
 */
export function differences(first, second) {
  const names = [...new Set([...first.keys(), ...second.keys()])].sort()
  return names
    .filter((name) => first.get(name) !== second.get(name))
    .map((name) => {
      if (!second.has(name)) return `${name}: only in the first`
      return first.has(name) ? `${name}: differs` : `${name}: only in the second`
    })
}
