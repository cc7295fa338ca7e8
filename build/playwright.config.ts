import { defineConfig } from '@playwright/test'

/** Tests in the real Electron: one window at a time, since each test watches the whole machine's windows and engine. */
export default defineConfig({
  testDir: '../test',
  testMatch: '**/*.e2e.ts',
  globalSetup: './e2e-setup.mjs',
  outputDir: '../test-results',
  workers: 1,
  retries: process.env.CI ? 1 : 0,
  timeout: 60_000,
  expect: { timeout: 15_000 },
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list'], ['json', { outputFile: '../out/reports/e2e.json' }]],
})
