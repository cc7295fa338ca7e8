/**
 * Proves that an altered archive is refused where Electron checks it (Windows, macOS): `node build/package/prove-altered.mjs PROGRAM ARCHIVE`.
 * One letter of the usage text is changed, which leaves a program that would run all the same; the archive is put back afterwards.
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { getRawHeader, statFile } from '@electron/asar'
import { isEntry } from '../paths.mjs'

const MAIN = 'out/main/main.js'
const USAGE = 'Usage: sojourn'
const ALTERED = 'Vsage: sojourn'
const TIMEOUT_MS = 60_000

/** What the program answers to `--help`, or an empty text where it does not answer. */
const helpOf = (program, ask) =>
  ask(program, ['--help'], { encoding: 'utf8', timeout: TIMEOUT_MS }).stdout ?? ''

/**
 * Null where it is refused; else what was found instead. Throws where the archive has no usage text.
 *
 * @param {string} program
 * @param {string} archive
 * @param {(program: string, options: string[], how: object) => { stdout: string | null }} ask
 * @returns {string | null}
 */
export function acceptsAltered(program, archive, ask = spawnSync) {
  const whole = fs.readFileSync(archive)
  if (!helpOf(program, ask).includes(USAGE)) return 'the program does not answer before anything is altered'
  const bytes = Buffer.from(whole)
  const { offset, size } = statFile(archive, MAIN)
  // The header, whose size two words of four bytes tell, stands before all files.
  const begin = 8 + getRawHeader(archive).headerSize + Number(offset)
  const at = bytes.subarray(begin, begin + size).indexOf(USAGE)
  if (at < 0) throw new Error(`no "${USAGE}" in ${MAIN} of ${archive}`)
  bytes.write(ALTERED, begin + at, 'latin1')
  try {
    fs.writeFileSync(archive, bytes)
    const answer = helpOf(program, ask)
    return answer.includes(ALTERED) || answer.includes(USAGE) ? `it ran: ${answer.split('\n')[0]}` : null
  } finally {
    fs.writeFileSync(archive, whole)
  }
}

if (isEntry(import.meta)) {
  const [program, archive] = process.argv.slice(2)
  const found = acceptsAltered(program, archive)
  console.log(found === null ? 'ok   an altered archive is refused' : `FAIL an altered archive: ${found}`)
  process.exitCode = found === null ? 0 : 1
}
