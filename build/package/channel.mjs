/**
 * Whether a package is for people or only for development. Only official Electron makes a release; whatever else was found to run
 * with (another version, an unverifiable origin) makes a package that says so in its name and in its About box.
 */
import fs from 'node:fs'
import path from 'node:path'

/** `{ channel: 'release' | 'dev', version, platform }` of a run time's folder; `wanted` is the version package.json asks for. */
export function runtimeChannel(folder, wanted, official) {
  const version = fs.readFileSync(path.join(folder, 'version'), 'utf8').trim().replace(/^v/, '')
  return { channel: official && version === wanted ? 'release' : 'dev', version }
}

/** What follows the version in names of artefacts. */
export const nameMark = (channel) => (channel === 'dev' ? '-dev' : '')
