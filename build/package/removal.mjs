/**
 * What the Windows uninstaller takes away: the very files that were installed, one by one, and folders only where they are empty by then.
 * Whatever else lies in the folder that a person chose is theirs. electron-builder's own way removes the folder with all in it.
 */
import fs from 'node:fs'
import path from 'node:path'

/**
 * Writes the NSIS macro `sojournRemoveInstalled` for a packed folder; build/installer.nsh includes it.
 *
 * @param {string} folder
 * @param {string} file
 */
export function writeRemoval(folder, file) {
  const entries = fs.readdirSync(folder, { recursive: true, withFileTypes: true })
  const nameOf = (entry) => path.relative(folder, path.join(entry.parentPath, entry.name))
  const names = entries.filter((entry) => !entry.isDirectory()).map(nameOf)
  const folders = entries.filter((entry) => entry.isDirectory()).map(nameOf)
  fs.mkdirSync(path.dirname(file), { recursive: true })
  fs.writeFileSync(file, removalMacro(names, folders))
}

/**
 * The macro: files first, then folders from the deepest up.
 *
 * @param {string[]} names
 * @param {string[]} folders
 * @returns {string}
 */
export function removalMacro(names, folders) {
  const deepestFirst = [...folders].sort().reverse()
  const lines = [
    ...[...names].sort().map((name) => `  Delete "${installed(name)}"`),
    ...deepestFirst.map((name) => `  RMDir "${installed(name)}"`),
  ]
  return ['!macro sojournRemoveInstalled', ...lines, '!macroend', ''].join('\n')
}

/** A dollar begins a variable in NSIS. Patterns need no care: `*` and `?` are in no name of Windows. */
const installed = (name) => `$INSTDIR\\${name.replaceAll('$', '$$$$').replaceAll('/', '\\')}`
