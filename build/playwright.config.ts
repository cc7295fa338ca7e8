import { defineConfig } from '@playwright/test'

/** Displays that `npm test` started: a worker each, since windows on one display share the clipboard and the focus. */
const displays = process.env['SOJOURN_DISPLAYS']?.split(',') ?? []
const ownDisplay = displays[Number(process.env['TEST_PARALLEL_INDEX'] ?? 0)]
if (ownDisplay !== undefined) process.env['DISPLAY'] = ownDisplay

/** Tests in the real Electron. */
export default defineConfig({
  testDir: '../test',
  testMatch: '**/*.e2e.ts',
  globalSetup: './e2e-setup.mjs',
  outputDir: '../test-results',
  workers: Math.max(1, displays.length),
  retries: process.env.CI ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: '../out/reports/e2e.json' }]],
})
