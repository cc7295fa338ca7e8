/**
 * Everything that can be known without running the program: `node build/check.mjs [types|lint|format|imports|dead|size]...`
 * One line each with its time; what a failing one said comes below its line.
 */
import { availableParallelism } from 'node:os'
import { build, isStale } from './build.mjs'
import { isEntry } from './paths.mjs'
import { runTool } from './run-tool.mjs'

/** What was checked before is remembered in out/: a second run looks at what changed. */
const types = (project) => {
  const known = `out/types/${project.replace('/', '-')}.tsbuildinfo`
  return [`types ${project}`, 'tsc', ['-p', project, '--incremental', '--tsBuildInfoFile', known]]
}
const SOURCES = ['electron', 'renderer', 'test', 'build']

/** Slowest first, so that two cores end together. */
const CHECKS = [
  ['lint', 'eslint', ['--config', 'build/eslint.config.mjs', '--max-warnings', '0', '.']],
  types('test'),
  ['dead code', 'knip', ['--config', 'build/knip.json']],
  types('renderer'),
  types('electron'),
  types('electron/core'),
  ['imports', 'depcruise', ['--config', 'build/import-rules.mjs', ...SOURCES]],
  ['format', 'prettier', ['--check', '--log-level', 'warn', '.']],
  ['size', 'build/bundle-size.mjs', []],
]

/** Runs the checks whose names begin with one of `wanted`, all by default. True where all passed. */
export async function check(wanted = []) {
  const queue = CHECKS.filter(([name]) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)))
  if (queue.some(([name]) => name === 'size') && isStale()) await build()
  let passed = true
  const work = async () => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      passed = (await runCheck(next)) && passed
  }
  await Promise.all(Array.from({ length: Math.min(4, availableParallelism()) }, work))
  return passed
}

async function runCheck([name, tool, options]) {
  const started = performance.now()
  const { code, output } = await runTool(tool, options)
  const seconds = ((performance.now() - started) / 1000).toFixed(1)
  console.log(`${code === 0 ? 'ok  ' : 'FAIL'} ${name} (${seconds} s)`)
  if (code !== 0) console.log(output)
  return code === 0
}

if (isEntry(import.meta) && !(await check(process.argv.slice(2)))) process.exitCode = 1
