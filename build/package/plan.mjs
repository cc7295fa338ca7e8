/** What can be built where, and the sentence for what cannot. Pure. */

/**
 * `facts`: `platform` (of Node), `official` (whether the run time found is official Electron of the pinned version),
 * `dpkg` and `tar` (whether those programs are there). Answers `{ system, target, skip }` each, skip null where it can be built.
 *
 * @param {{ platform: string, official: boolean, dpkg: boolean, tar: boolean }} facts
 * @returns {{ system: string, target: string, skip: string | null }[]}
 */
export function buildPlan({ platform, official, dpkg, tar }) {
  const rules = [
    ['linux', 'dir', platform === 'linux' ? null : 'built on Linux'],
    ['linux', 'tar.gz', platform !== 'linux' ? 'built on Linux' : tar ? null : 'needs GNU tar'],
    ['linux', 'deb', platform !== 'linux' ? 'built on Linux' : dpkg ? null : 'needs dpkg-deb'],
    ['linux', 'AppImage', platform !== 'linux' ? 'built on Linux' : officialOnly(official)],
    ['windows', 'dir', platform === 'darwin' ? 'built on Windows or Linux' : officialOnly(official)],
    // On one system alone: the same name must not stand for two files.
    ['windows', 'zip', platform === 'win32' ? officialOnly(official) : 'built on Windows'],
    ['windows', 'portable', platform === 'win32' ? officialOnly(official) : 'built on Windows'],
    [
      'windows',
      'nsis',
      platform === 'win32'
        ? officialOnly(official)
        : 'built on Windows; its script is tested with makensis and wine',
    ],
    ['mac', 'dmg', platform === 'darwin' ? officialOnly(official) : 'built on macOS'],
    ['mac', 'zip', platform === 'darwin' ? officialOnly(official) : 'built on macOS'],
  ]
  return rules.map(([system, target, skip]) => ({ system, target, skip }))
}

const officialOnly = (official) => (official ? null : 'official Electron is not installed here')

/**
 * The plan and what came of it as lines of a table: `results` by "system target", each `{ file, bytes }` or `{ failed }`.
 *
 * @param {{ system: string, target: string, skip: string | null }[]} plan
 * @param {Record<string, { file: string, bytes: number } | { failed: string }>} results
 * @returns {string[]}
 */
export function resultTable(plan, results) {
  const rows = plan.map(({ system, target, skip }) => {
    const result = results[`${system} ${target}`]
    if (skip !== null) return [system, target, 'skipped', skip]
    if (result === undefined) return [system, target, 'skipped', 'not asked for']
    if ('failed' in result) return [system, target, 'FAILED', result.failed]
    return [system, target, 'built', `${result.file}  ${megabytes(result.bytes)}`]
  })
  const widths = [0, 1, 2].map((i) => Math.max(...rows.map((row) => row[i].length)))
  return rows.map((row) => row.map((cell, i) => (i < 3 ? cell.padEnd(widths[i]) : cell)).join('  '))
}

const megabytes = (bytes) => `${(bytes / 1e6).toFixed(1)} MB`

/**
 * What is signed by, in one line; nothing is where no variable says so.
 *
 * @param {string} platform
 * @param {Record<string, string | undefined>} env
 */
export function signingLine(platform, env) {
  if (platform === 'win32' && (env.WIN_CSC_LINK || env.CSC_LINK))
    return 'Signing with the certificate of CSC_LINK.'
  if (platform === 'darwin' && (env.CSC_LINK || env.CSC_NAME)) {
    const notarised = env.APPLE_API_KEY || env.APPLE_ID
    return `Signing with the certificate of ${env.CSC_LINK ? 'CSC_LINK' : 'CSC_NAME'}${notarised ? ', notarising' : ', not notarising'}.`
  }
  if (platform === 'linux') return 'Not signed: Linux packages are checked by SHA256SUMS.'
  return 'Not signed: CSC_LINK is not set (docs/INSTALL.md).'
}
