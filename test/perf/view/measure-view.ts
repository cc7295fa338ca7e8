import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { repeatedLogFile, ROOT, smallestLogFile } from '../inputs'
import type { PerfOptions, ViewPart } from '../options'
import { printTable } from '../print-table'
import { median, p95 } from '../statistics'
import { engineTimes } from './engine-times'
import { firstRowTimes } from './first-rows'
import { frameScripts } from './frame-scripts'
import { loadTimes } from './long-tasks'
import { type MeasuredWindow, settled, syntheticApplication, withWindow } from './measured-window'
import { SESSIONS } from './synthetic-sessions'

/** Both have to stay responsive; the larger has an aim for its first sessions. */
const LOG_SIZES_MB = [300, 1000]
const SYNTHETIC_WITHIN_MS = 240_000
/** Overview, axis and the like beside 60 lanes, and a grid of a few rows. */
const WIDTH = 1440
const HEIGHT = 1440 + 660

/** The window beside its aims: queries over a million sessions, frames of the timeline, a large log, the size of the page. */
export async function measureView({ parts }: Pick<PerfOptions, 'parts'>): Promise<void> {
  if (parts.includes('engine')) {
    console.log('The engine, CPU ms')
    printTable(['what', 'median', 'p95', 'first', 'aim'], engineTimes(SESSIONS))
  }
  const rows = [
    ...(parts.includes('rows') || parts.includes('frames') ? await millionRows(parts) : []),
    ...(parts.includes('load') ? await loadRows() : []),
  ]
  if (rows.length > 0) {
    console.log('\nThe window')
    printTable(['what', 'median', 'p95', 'longest', 'aim'], rows)
  }
  if (!parts.includes('size')) return
  const { first, later } = pageScripts()
  console.log(`\npage script ${first} kB gzip (held under 420 by the check); read later ${later} kB`)
}

/** A window over a million synthetic sessions. */
async function millionRows(parts: readonly ViewPart[]): Promise<string[][]> {
  return withWindow(syntheticApplication(), [smallestLogFile()], async (window) => {
    await settled(window, SYNTHETIC_WITHIN_MS)
    const rows: string[][] = []
    if (parts.includes('rows'))
      rows.push(['first rows on screen, ms', ...spreadOf(await firstRowTimes(window.page)), 'p95 100'])
    if (parts.includes('frames')) {
      await showManyLanes(window)
      const { lanes, took } = await frameScripts(window.page)
      rows.push([`frame of ${lanes} lanes, script, CPU ms`, ...spreadOf(took), 'p95 8'])
    }
    return rows
  })
}

/** Large logs while they load. */
async function loadRows(): Promise<string[][]> {
  const rows: string[][] = []
  for (const size of LOG_SIZES_MB) {
    const load = await withWindow(ROOT, [], (window) => loadTimes(window, repeatedLogFile(size)))
    rows.push(
      [`task over 50 ms, ${size} MB log, ms (${load.tasks.length})`, ...spreadOf(load.tasks), 'under 100'],
      [`longest task of it, CPU ms`, '', '', load.longestCpuMs.toFixed(1), 'under 100'],
      [`first sessions of it on screen, ms`, load.firstRowMs.toFixed(0), '', '', '1500'],
      [`all of it read and drawn, ms`, load.allMs.toFixed(0), '', '', ''],
    )
  }
  return rows
}

/** A window high enough for 60 lanes, split so that they are seen, with nothing filtered. */
async function showManyLanes({ page }: MeasuredWindow): Promise<void> {
  await page.getByRole('searchbox', { name: 'Filter sessions' }).fill('')
  await page.setViewportSize({ width: WIDTH, height: HEIGHT })
  const separator = page.getByRole('separator', { name: 'Height of the timeline' })
  // The room is known to the page a moment after the window has it.
  await page.waitForFunction(
    (least) => Number(document.querySelector('[aria-label="Height of the timeline"]')?.ariaValueMax) > least,
    HEIGHT / 2,
  )
  await separator.press('End')
  await page.waitForTimeout(2000)
}

function spreadOf(values: readonly number[]): string[] {
  if (values.length === 0) return ['none', 'none', 'none']
  return [median(values), p95(values), Math.max(...values)].map((value) => value.toFixed(1))
}

/** Sizes in kB: what the page loads at once, and what when it is asked for. */
function pageScripts(): { first: number; later: number } {
  const folder = path.join(ROOT, 'out', 'renderer')
  const page = readFileSync(path.join(folder, 'index.html'), 'utf8')
  const sizes = { first: 0, later: 0 }
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.js')) continue
    const when = page.includes(path.basename(name)) ? 'first' : 'later'
    sizes[when] += gzipSync(readFileSync(path.join(folder, name))).length / 1000
  }
  return { first: Math.round(sizes.first), later: Math.round(sizes.later) }
}
