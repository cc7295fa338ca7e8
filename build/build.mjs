/**
 * Builds the application into out/: `node build/build.mjs [TARGET...]`, all targets by default.
 * Targets: main, preload, worker, cli, tools, renderer.
 */
import fs from 'node:fs'
import path from 'node:path'
import { build as viteBuild } from 'vite'
import { SHIPPED, writeBuildInfo } from './build-info.mjs'
import { makeCodeCache } from './code-cache.mjs'
import { OUT, ROOT, isEntry } from './paths.mjs'
import { TARGETS } from './targets.mjs'
import { bundledFolders, cycloneDx, noticesText, thirdParty } from './third-party.mjs'

/** Builds the named targets side by side and says what each took. Throws with the compiler's message. */
export async function build(names = Object.keys(TARGETS)) {
  const unknown = names.find((name) => !(name in TARGETS))
  if (unknown !== undefined) throw new Error(`no target "${unknown}": ${Object.keys(TARGETS).join(', ')}`)
  const environment = process.env.NODE_ENV
  const results = await Promise.allSettled(names.map(buildOne))
  // Vite sets it for the whole process: tests started from here would get React's production build.
  if (environment === undefined) delete process.env.NODE_ENV
  else process.env.NODE_ENV = environment
  const failed = results.find(({ status }) => status === 'rejected')
  if (failed !== undefined) throw failed.reason
  if (names.length < Object.keys(TARGETS).length) return
  const shipped = results.filter((_, i) => SHIPPED.includes(names[i])).flatMap(({ value }) => value)
  describeBuild(shipped)
  fs.writeFileSync(stampFile, '')
}

/** Licences and bill of materials of what is shipped, and the build's own name. */
function describeBuild(output) {
  const packages = thirdParty(bundledFolders(output))
  const application = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'))
  fs.writeFileSync(path.join(OUT, 'third-party.txt'), noticesText(packages))
  fs.writeFileSync(
    path.join(OUT, 'sbom.cdx.json'),
    JSON.stringify(cycloneDx(application, packages), null, 2) + '\n',
  )
  writeBuildInfo()
}

async function buildOne(name) {
  const started = Date.now()
  const { output } = await viteBuild({
    root: ROOT,
    ...TARGETS[name].config,
    configFile: false,
    logLevel: 'error',
  })
  if (name === 'cli') makeCodeCache()
  process.stderr.write(`built ${name} in ${((Date.now() - started) / 1000).toFixed(1)} s\n`)
  return output
}

const stampFile = path.join(OUT, '.built')
const sourceFolders = ['electron', 'renderer', 'build', 'package-lock.json', 'test/fixtures']

/** True where out/ is missing or older than any source. */
export function isStale() {
  if (!fs.existsSync(stampFile)) return true
  const built = fs.statSync(stampFile).mtimeMs
  return sourceFolders.some((folder) => newest(path.join(ROOT, folder)) > built)
}

function newest(entry) {
  const stat = fs.statSync(entry, { throwIfNoEntry: false })
  if (stat === undefined) return 0
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(stat.mtimeMs, ...fs.readdirSync(entry).map((name) => newest(path.join(entry, name))))
}

if (isEntry(import.meta)) {
  const names = process.argv.slice(2)
  try {
    await build(names.length > 0 ? names : undefined)
  } catch (error) {
    console.error(error.message)
    process.exitCode = 1
  }
}
