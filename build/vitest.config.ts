import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { recordLoop } from './record-loop.mjs'

export default defineConfig({
  plugins: [recordLoop()],
  test: {
    include: ['test/{unit,conformance,fuzz}/**/*.test.{ts,tsx}'],
    reporters: ['default', ['json', { outputFile: 'out/reports/unit.json' }]],
    maxWorkers: availableParallelism(),
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
