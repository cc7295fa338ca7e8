import { mkdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'

const ROOT = path.resolve(import.meta.dirname, '../../..')

/** Bundles the parser thread as the product does, so that tests start real threads. Returns its file and how to remove it. */
export async function buildThread(): Promise<{ script: URL; remove: () => void }> {
  const outDir = path.join(ROOT, 'out', `test-thread-${process.pid}`)
  mkdirSync(outDir, { recursive: true })
  await build({
    configFile: false,
    logLevel: 'error',
    root: ROOT,
    build: {
      ssr: path.join(ROOT, 'electron/worker/parser-thread.ts'),
      outDir,
      target: 'node20',
      rolldownOptions: { output: { entryFileNames: 'parser-thread.js' } },
    },
    ssr: { noExternal: true },
  })
  return {
    script: pathToFileURL(path.join(outDir, 'parser-thread.js')),
    remove: () => rmSync(outDir, { recursive: true, force: true }),
  }
}
