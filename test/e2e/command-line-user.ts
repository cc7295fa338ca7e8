/** What tests of the command line against servers share: a person's folder, its logs, what the cache says of copies. */
import { createHash } from 'node:crypto'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { commandLine } from '../fixtures/built-command-line'

const SAMPLE = path.resolve(import.meta.dirname, '../../assets/sample')
let homes = 0

/** A new folder with a copy of the sample's logs in `logs`; to be removed when the tests of a file are done. */
export function folderWithLogs(): { readonly folder: string; readonly logs: string } {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sojourn-remote-cli-'))
  const logs = path.join(folder, 'logs')
  fs.cpSync(SAMPLE, logs, { recursive: true })
  return { folder, logs }
}

/** The command line of a person who has used nothing before. */
export const newcomerIn = (folder: string) => commandLine(path.join(folder, `home-${homes++}`))

export const sha256 = (file: string): string =>
  createHash('sha256').update(fs.readFileSync(file)).digest('hex')

/** Every file below, with what would change if it were touched. */
export const stateOf = (root: string): string[] =>
  fs
    .readdirSync(root, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => `${name} ${fs.statSync(path.join(root, name)).mtimeMs}`)

/** What an acquisition record says. */
export interface Record {
  readonly source: string
  readonly protocol: string
  readonly fingerprint: string | null
  readonly sha256: string
  readonly notes: readonly string[]
  readonly problem: string | null
}
export const recordsIn = (cache: string): Record[] =>
  fs
    .readdirSync(cache, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.acquisition.json'))
    .flatMap((name) => JSON.parse(fs.readFileSync(path.join(cache, name), 'utf8')) as Record[])
