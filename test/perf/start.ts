import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { ROOT } from './inputs'
import type { PerfOptions } from './options'

/** The package of `npm run dist`, by the script beside its proofs: it needs a display and the built folder, nothing of this process. */
export function measureStart({ pairs }: PerfOptions): void {
  const script = path.join(ROOT, 'build/package/measure-start.mjs')
  const { status } = spawnSync(process.execPath, [script, String(pairs)], { cwd: ROOT, stdio: 'inherit' })
  if (status !== 0) process.exitCode = 1
}
