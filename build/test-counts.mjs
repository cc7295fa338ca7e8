/** Reads how many tests passed, failed and were skipped from the reports of the two test runners. */
import fs from 'node:fs'
import path from 'node:path'
import { OUT } from './paths.mjs'

export const UNIT_REPORT = path.join(OUT, 'reports', 'unit.json')
export const E2E_REPORT = path.join(OUT, 'reports', 'e2e.json')

const READERS = [
  [UNIT_REPORT, unitCounts],
  [E2E_REPORT, e2eCounts],
]

/** Old reports must not count for a run that never wrote its own. */
export function forgetReports() {
  for (const [file] of READERS) fs.rmSync(file, { force: true })
}

/** Sum over the reports that are there, as `{ passed, failed, skipped }`. */
export function testCounts() {
  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const [file, read] of READERS) {
    if (!fs.existsSync(file)) continue
    const counts = read(JSON.parse(fs.readFileSync(file, 'utf8')))
    for (const key of Object.keys(total)) total[key] += counts[key]
  }
  return total
}

/** A file that could not be loaded has no tests of its own, and counts as one that failed. */
function unitCounts(report) {
  const unloadable = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloadable.length,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

/** A test that passed on its second try passed; Playwright's own output names it flaky. */
function e2eCounts({ stats }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }
}
