/**
 * What is built, from what, for which run time. Everything bundled is in devDependencies: nothing of node_modules
 * is needed at run time.
 */
import path from 'node:path'
import react from '@vitejs/plugin-react'
import { noAddons } from './no-addons.mjs'
import { recordLoop } from './record-loop.mjs'
import { OUT, ROOT } from './paths.mjs'

const from = (...parts) => path.join(ROOT, ...parts)

/** Code that runs in Node or in Electron's own processes: readable output, no source maps, one folder each. */
function nodeTarget(folder, entries, output = {}) {
  return {
    config: {
      plugins: [recordLoop(), noAddons()],
      build: {
        ssr: true,
        target: 'node20',
        minify: false,
        sourcemap: false,
        outDir: path.join(OUT, folder),
        emptyOutDir: true,
        rolldownOptions: {
          input: entries,
          external: ['electron', '@playwright/test'],
          output: { entryFileNames: '[name].js', chunkFileNames: '[name].js', ...output },
        },
      },
      ssr: { noExternal: true },
    },
  }
}

const CLI = from('electron/cli/main.ts')

/** One chunk of an entry and all that it imports at once: what later parts share with it would else be files of their own, each to be found and compiled. */
function withImports(name, entry) {
  let members = null
  return {
    name: (id, context) => {
      members ??= reach(context, entry, new Set())
      return members.has(id) ? name : null
    },
  }
}

function reach(context, id, reached) {
  if (!reached.has(id)) {
    reached.add(id)
    for (const imported of context.getModuleInfo(id)?.importedIds ?? []) reach(context, imported, reached)
  }
  return reached
}

export const TARGETS = {
  main: nodeTarget('main', { main: from('electron/main/main.ts') }),
  /** CommonJS in one file: a sandboxed preload can require nothing but electron. */
  preload: nodeTarget(
    'preload',
    { preload: from('electron/preload/preload.ts') },
    { format: 'cjs', entryFileNames: '[name].cjs', codeSplitting: false },
  ),
  worker: nodeTarget('worker', {
    engine: from('electron/worker/engine.ts'),
    'parser-thread': from('electron/worker/parser-thread.ts'),
    acquirer: from('electron/worker/acquirer.ts'),
  }),
  /** CommonJS, so that V8 can run it from kept bytecode (code-cache.mjs). */
  cli: nodeTarget(
    'cli',
    { sojourn: CLI },
    {
      format: 'cjs',
      entryFileNames: '[name].cjs',
      chunkFileNames: '[name].cjs',
      dynamicImportInCjs: false,
      codeSplitting: { groups: [withImports('sojourn', CLI)] },
    },
  ),
  tools: nodeTarget('tools', {
    'make-sample': from('test/fixtures/sample-case/make-sample.ts'),
    perf: from('test/perf/perf.ts'),
    'view-engine': from('test/perf/view/view-engine.ts'),
    fuzz: from('test/fuzz/fuzz.ts'),
  }),
  renderer: {
    config: {
      root: from('renderer'),
      base: './',
      plugins: [react()],
      build: {
        target: 'chrome130',
        sourcemap: false,
        outDir: path.join(OUT, 'renderer'),
        emptyOutDir: true,
        modulePreload: { polyfill: false },
        assetsInlineLimit: 0,
      },
    },
  },
}
