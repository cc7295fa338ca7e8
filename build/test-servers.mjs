/** Servers of object storage that tests start on loopback, from npm: large, used by few tests, and no part of what is developed with. */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ROOT } from './paths.mjs'
import { mayInstallServers } from './system-libraries.mjs'

const FOLDER = path.join(os.homedir(), '.cache', 'sojourn', 'servers')
const LIST = path.join(ROOT, 'test', 'fixtures', 'servers', 'fetched.json')

/** Gets those that are missing, where servers may be installed or `SOJOURN_SERVERS=fetch` asks for it. Never throws: their tests skip without them. */
export async function fetchTestServers() {
  if (process.env.SOJOURN_SERVERS !== 'fetch' && !mayInstallServers()) return
  const servers = Object.entries(JSON.parse(fs.readFileSync(LIST, 'utf8')))
  await Promise.all(servers.map(([name, { version }]) => fetchServer(name, version)))
}

async function fetchServer(name, version) {
  const folder = path.join(FOLDER, `${name}-${version}`)
  if (fs.existsSync(folder)) return
  console.log(`getting ${name} ${version} for tests`)
  const young = `${folder}.${process.pid}`
  try {
    fs.mkdirSync(young, { recursive: true })
    const problem = await install(young, `${name}@${version}`)
    if (problem === null) fs.renameSync(young, folder)
    else console.error(`${name} could not be had, its tests are skipped: ${problem}`)
  } catch (error) {
    console.error(`${name} could not be kept, its tests are skipped: ${error.message}`)
  } finally {
    fs.rmSync(young, { recursive: true, force: true })
  }
}

/** Runs no script of the package. Answers what went wrong, else null. */
function install(folder, wanted) {
  const quiet = [
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-save',
    '--loglevel=error',
    '--fetch-retries=1',
  ]
  return new Promise((resolve) => {
    const child = spawn('npm', ['install', '--prefix', folder, ...quiet, wanted], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      shell: process.platform === 'win32',
    })
    let said = ''
    child.stderr.on('data', (bytes) => (said += bytes))
    child.on('error', (error) => resolve(error.message))
    child.on('exit', (code) =>
      resolve(code === 0 ? null : (said.trim().split('\n')[0] ?? `npm ended with ${code}`)),
    )
  })
}
