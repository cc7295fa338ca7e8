/**
 * One folder out of what several systems built: `node build/package/gather.mjs TARGET FOLDER...`. Each file is checked by the SHA256SUMS
 * that came with it; a name that stands for two different files is an error. Needs nothing but Node.
 */
import fs from 'node:fs'
import path from 'node:path'
import { isEntry } from '../paths.mjs'
import { sha256, writeSums } from './sums.mjs'

/**
 * Copies the files and writes one SHA256SUMS. Throws with every file that is missing, not as its sum says, or not the same everywhere.
 *
 * @param {string} target
 * @param {string[]} folders
 * @returns {string[]} names
 */
export function gather(target, folders) {
  const found = new Map()
  const wrong = folders.flatMap((folder) =>
    sumsOf(folder).flatMap(({ sum, name }) => {
      const file = path.join(folder, name)
      if (!fs.existsSync(file)) return [`${file}: missing`]
      if (sha256(file) !== sum) return [`${file}: not as its sum says`]
      const before = found.get(name)
      found.set(name, { file, sum })
      return before === undefined || before.sum === sum
        ? []
        : [`${name}: two different files, ${before.file} and ${file}`]
    }),
  )
  if (wrong.length > 0) throw new Error(wrong.join('\n'))
  fs.mkdirSync(target, { recursive: true })
  for (const [name, { file }] of found) fs.copyFileSync(file, path.join(target, name))
  writeSums(target, [...found.keys()])
  return [...found.keys()]
}

function sumsOf(folder) {
  const lines = fs.readFileSync(path.join(folder, 'SHA256SUMS'), 'utf8').split('\n').filter(Boolean)
  return lines.map((line) => {
    const [, sum, name] = /^([0-9a-f]{64}) {2}([^/\\]+)$/.exec(line) ?? []
    if (name === undefined) throw new Error(`${folder}/SHA256SUMS: no sum and name: ${line}`)
    return { sum, name }
  })
}

if (isEntry(import.meta)) {
  const [target, ...folders] = process.argv.slice(2)
  console.log(gather(target, folders).join('\n'))
}
