/** SHA256SUMS: what `sha256sum -c` reads. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'

/** Writes the sums of these files of a folder beside them; answers the lines. */
export function writeSums(folder, names) {
  const lines = [...names].sort().map((name) => `${sha256(path.join(folder, name))}  ${name}`)
  fs.writeFileSync(path.join(folder, 'SHA256SUMS'), lines.map((line) => line + '\n').join(''))
  return lines
}

/** SHA-256 of a file in hex, read in blocks. */
export function sha256(file) {
  const hash = createHash('sha256')
  const handle = fs.openSync(file, 'r')
  const block = Buffer.alloc(1 << 20)
  for (let read = fs.readSync(handle, block); read > 0; read = fs.readSync(handle, block))
    hash.update(block.subarray(0, read))
  fs.closeSync(handle)
  return hash.digest('hex')
}
