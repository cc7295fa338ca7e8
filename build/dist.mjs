/**
 * `npm run dist`: packages what this system can build, says in one table what was built, what was skipped and why, and starts
 * the package on Linux. Options: `--no-proof` does not start it; `--install` also installs and removes the deb (as root);
 * `--trace` watches its system calls; `--twice` builds all of it again and compares byte for byte.
 */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { build } from './build.mjs'
import { sourceDate, writeBuildInfo } from './build-info.mjs'
import { electronRuntime, isOfficialRuntime } from './electron-runtime.mjs'
import { packTar } from './package/archive.mjs'
import { builderConfig } from './package/builder-config.mjs'
import { nameMark, runtimeChannel } from './package/channel.mjs'
import { differences, fileSums } from './package/compare.mjs'
import { drawIcons } from './package/icons.mjs'
import { largestParts, sizeOf } from './package/largest-parts.mjs'
import { buildPlan, resultTable, signingLine } from './package/plan.mjs'
import { writeSums } from './package/sums.mjs'
import { OUT, ROOT } from './paths.mjs'
import { runTool } from './run-tool.mjs'
import { ensureSystemLibraries } from './system-libraries.mjs'
import { withElectron } from './third-party.mjs'

const DIST = path.join(ROOT, 'dist')
const SHIM = path.join(ROOT, 'build', 'package', 'fpm-shim.mjs')
/** electron-builder's own names of systems; the folder that it packs into; the processor, where it is not this one. */
const SYSTEMS = {
  linux: { platform: 'LINUX', unpacked: 'linux-unpacked' },
  windows: { platform: 'WINDOWS', unpacked: 'win-unpacked' },
  mac: { platform: 'MAC', unpacked: 'mac-universal', arch: 'universal' },
}
/** How the names of artefacts end, by target. */
const SUFFIX = {
  deb: '.deb',
  AppImage: '.AppImage',
  zip: '.zip',
  dmg: '.dmg',
  nsis: '-setup.exe',
  portable: '-portable.exe',
}
const OPTIONS = ['--no-proof', '--install', '--trace', '--twice']
const application = JSON.parse(fs.readFileSync(path.join(ROOT, 'package.json'), 'utf8'))

const given = process.argv.slice(2)
const unknown = given.find((option) => !OPTIONS.includes(option))

try {
  if (unknown !== undefined) throw new Error(`no option "${unknown}": ${OPTIONS.join(', ')}`)
  process.exitCode = await main(new Set(given))
} catch (error) {
  console.error(error.message)
  process.exitCode = 1
}

async function main(options) {
  const started = Date.now()
  ensureSystemLibraries({ display: true, trace: options.has('--trace') })
  const folder = await electronRuntime()
  const official = isOfficialRuntime(folder)
  const runtime = runtimeChannel(folder, application.devDependencies.electron, official)
  const plan = buildPlan({ platform: process.platform, official, dpkg: has('dpkg-deb'), tar: has('tar') })
  console.log(signingLine(process.platform, process.env))
  process.env.SOURCE_DATE_EPOCH = String(sourceDate())
  process.env.CUSTOM_FPM_PATH = SHIM
  // A tenth of the time of xz; releases are a quarter smaller and open on older systems too.
  process.env.SOJOURN_DEB_COMPRESSION = runtime.channel === 'dev' ? 'zstd' : ''
  process.env.SOJOURN_DEB_MARK = runtime.channel === 'dev' ? 'dev' : ''
  const { info, results } = await packAll(plan, runtime, folder)
  const sums = writeSums(DIST, artefacts())
  console.log(
    `\n${application.productName} ${info.version} (${runtime.channel}, build ${info.hash}, Electron ${runtime.version})`,
  )
  for (const line of resultTable(plan, results)) console.log(line)
  for (const line of partsOfFolder()) console.log(line)
  console.log(`\n${sums.join('\n')}`)
  if (runtime.channel === 'dev')
    console.log(
      '\nThese are development packages: their Electron is not an official release. Not for distribution.',
    )
  const built = !Object.values(results).some((result) => 'failed' in result)
  const same = !options.has('--twice') || (await sameAgain(() => packAll(plan, runtime, folder)))
  const proven = process.platform !== 'linux' || options.has('--no-proof') || (await prove(options))
  console.log(`\n${((Date.now() - started) / 1000).toFixed(0)} s`)
  return built && same && proven ? 0 : 1
}

/** Builds the application and everything of the plan into an empty dist/. Answers what the build says of itself and what came of each target. */
async function packAll(plan, runtime, folder) {
  await build()
  const info = writeBuildInfo(runtime.channel)
  describeElectron(runtime)
  fs.rmSync(DIST, { recursive: true, force: true })
  const icons = await drawIcons()
  const results = {}
  for (const system of Object.keys(SYSTEMS)) {
    const wanted = plan.filter((one) => one.system === system && one.skip === null)
    // A run time's folder serves its own system and processor only; others are fetched by electron-builder.
    const own = system === ownSystem() && system !== 'mac'
    const config = builderConfig({ runtime, dist: own ? folder : null, icons, output: DIST })
    const targets = wanted.map(({ target }) => target)
    if (targets.length > 0) await packSystem(system, targets, config, runtime, results)
  }
  writeBuildInfo()
  return { info, results }
}

/** Whether a second build from nothing makes the same bytes; each file that differs is named. The second one stays. */
async function sameAgain(again) {
  const first = fileSums(DIST)
  await again()
  writeSums(DIST, artefacts())
  const differing = differences(first, fileSums(DIST))
  console.log(
    `\nBuilt twice: ${first.size} files in dist/ compared byte for byte, ${differing.length} differ.`,
  )
  for (const line of differing) console.log(`  ${line}`)
  return differing.length === 0
}

/** What the size of this system's own package is made of. */
function partsOfFolder() {
  const folder = path.join(DIST, SYSTEMS[ownSystem()]?.unpacked ?? '')
  if (!fs.existsSync(folder)) return []
  return ['', `Largest parts of ${path.basename(folder)}/:`, ...largestParts(folder)]
}

/** One run of electron-builder a system, so that one that fails takes no other with it. */
async function packSystem(system, targets, config, runtime, results) {
  const { platform, unpacked, arch } = SYSTEMS[system]
  const { Arch, Platform, build: pack } = (await import('electron-builder')).default
  const archs = arch === undefined ? [] : [Arch[arch]]
  const own = targets.filter((target) => target === 'dir' || (system === 'linux' && target === 'tar.gz'))
  const theirs = targets.filter((target) => !own.includes(target))
  try {
    const created = await pack({
      projectDir: ROOT,
      targets: Platform[platform].createTarget(theirs.length > 0 ? theirs : ['dir'], ...archs),
      config,
      publish: 'never',
    })
    for (const target of theirs) results[`${system} ${target}`] = found(created, target)
    const folder = path.join(DIST, unpacked)
    if (own.includes('dir')) results[`${system} dir`] = { file: `${unpacked}/`, bytes: sizeOf(folder) }
    if (own.includes('tar.gz')) results[`${system} tar.gz`] = tarOf(folder, runtime)
  } catch (error) {
    console.error(error.message)
    for (const target of targets) results[`${system} ${target}`] ??= { failed: error.message.split('\n')[0] }
  }
}

function found(created, target) {
  const file = created.find((name) => name.endsWith(SUFFIX[target]))
  if (file === undefined) return { failed: 'electron-builder made no such file' }
  return { file: path.basename(file), bytes: fs.statSync(file).size }
}

function tarOf(folder, { channel }) {
  const top = `sojourn-${application.version}${nameMark(channel)}`
  const file = `${top}-linux-${process.arch}.tar.gz`
  packTar(folder, top, path.join(DIST, file), process.env.SOURCE_DATE_EPOCH)
  return { file, bytes: fs.statSync(path.join(DIST, file)).size }
}

/** What is handed on: files of dist/ that are no notes of electron-builder, and the bill of materials. */
function artefacts() {
  if (!fs.existsSync(DIST)) fs.mkdirSync(DIST)
  fs.copyFileSync(path.join(OUT, 'sbom.cdx.json'), path.join(DIST, `sojourn-${application.version}.cdx.json`))
  const names = fs.readdirSync(DIST, { withFileTypes: true }).filter((entry) => entry.isFile())
  return names.map(({ name }) => name).filter((name) => !/\.(ya?ml|blockmap)$/.test(name))
}

function describeElectron(runtime) {
  const file = path.join(OUT, 'sbom.cdx.json')
  const bom = withElectron(JSON.parse(fs.readFileSync(file, 'utf8')), runtime.version)
  fs.writeFileSync(file, JSON.stringify(bom, null, 2) + '\n')
}

async function prove(options) {
  const passedOn = ['--install', '--trace'].filter((option) => options.has(option))
  return (await runTool('build/package/prove-linux.mjs', passedOn, { show: true })).code === 0
}

function ownSystem() {
  return { linux: 'linux', win32: 'windows', darwin: 'mac' }[process.platform]
}

function has(program) {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0
}
