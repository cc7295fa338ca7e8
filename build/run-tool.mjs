/** Runs a development tool's own script with this Node: no shell and no npm in between. */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { ROOT } from './paths.mjs'

const TOOLS = {
  tsc: 'typescript/bin/tsc',
  eslint: 'eslint/bin/eslint.js',
  prettier: 'prettier/bin/prettier.cjs',
  depcruise: 'dependency-cruiser/bin/dependency-cruise.mjs',
  knip: 'knip/bin/knip.js',
  vitest: 'vitest/vitest.mjs',
  playwright: '@playwright/test/cli.js',
}

/** Script of a tool by name, or of this project by path from its top. */
const scriptOf = (tool) =>
  tool in TOOLS ? path.join(ROOT, 'node_modules', TOOLS[tool]) : path.join(ROOT, tool)

/** Answers `{ code, output }`; `show` passes the output on as it comes instead of keeping it. */
export function runTool(tool, options, { show = false, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [scriptOf(tool), ...options], {
      cwd: ROOT,
      env,
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
    })
    let output = ''
    child.stdout?.on('data', (bytes) => (output += bytes))
    child.stderr?.on('data', (bytes) => (output += bytes))
    child.on('error', reject)
    child.on('exit', (code) => resolve({ code: code ?? 1, output }))
  })
}
