import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { recordLoop } from '../../../build/record-loop.mjs'

const ROOT = path.resolve(import.meta.dirname, '../../..')

/** Bundles a thread as the product does, so that tests start real ones. Returns its file and how to remove it. */
export async function buildThread(
  entry: 'parser-thread' | 'engine' = 'parser-thread',
): Promise<{ script: URL; remove: () => void }> {
  const outDir = path.join(ROOT, 'out', `test-${entry}-${process.pid}`)
  mkdirSync(outDir, { recursive: true })
  await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    plugins: [recordLoop()],
    build: {
      ssr: path.join(ROOT, `electron/worker/${entry}.ts`),
      outDir,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: `${entry}.js` } },
    },
    ssr: { noExternal: true },
  })
  return {
    script: pathToFileURL(path.join(outDir, `${entry}.js`)),
    remove: () => rmSync(outDir, { recursive: true, force: true }),
  }
}
