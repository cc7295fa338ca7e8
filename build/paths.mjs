/** Where things are, for every script of this folder. */
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
export const OUT = path.join(ROOT, 'out')
export const SAMPLE = path.join(ROOT, 'assets', 'sample')

/** True where the script is started by itself, not imported. */
export const isEntry = (meta) =>
  process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(meta.url)
