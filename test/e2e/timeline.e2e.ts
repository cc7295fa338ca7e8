/** What the timeline says beyond bars: chains, gaps, doubts, bursts, measured spans. Each picture is looked at beside the design. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from '@playwright/test'
import { soundLog } from '../fixtures/bad-input'
import { CaseView } from './case-view'
import { SAMPLE, expect, test } from './launch'

/** Selects the first row that holds all these words, after narrowing to them, and centres the timeline on it. */
async function choose(
  view: CaseView,
  page: Page,
  search: string,
  words: RegExp,
  closer: number,
): Promise<void> {
  const account = search.split(' ')[0] ?? ''
  await view.search.fill(search)
  await view.settled()
  await expect
    .poll(async () => (await view.column('account')).every((name) => name.includes(account)))
    .toBe(true)
  const row = view.rows().filter({ hasText: words }).first()
  await row.locator('[col-id="account"]').click()
  await expect(view.details.getByRole('heading', { level: 2 })).toBeVisible()
  await view.search.fill('')
  await view.settled()
  await view.timeline.focus()
  await page.keyboard.press('0')
  for (let i = 0; i < closer; i++) await page.keyboard.press('+')
  await page.keyboard.press('f')
  await expect.poll(async () => view.timeline.getAttribute('data-window')).not.toBe('')
}

/** Zooms in with the wheel at a moment until the window is no longer than this. */
async function zoomTo(view: CaseView, page: Page, time: string, longestMs: number): Promise<void> {
  const windowNow = async (): Promise<number[]> =>
    ((await view.timeline.getAttribute('data-window')) ?? '').split(',').map(Number)
  const plot = await page.locator('[data-plot]').boundingBox()
  if (plot === null) throw new Error('the lanes are not on screen')
  for (let i = 0; i < 40; i++) {
    const [from = 0, to = 0] = await windowNow()
    if (to - from <= longestMs) return
    const share = (Date.parse(time) - from) / (to - from)
    await page.mouse.move(plot.x + share * plot.width, plot.y + plot.height / 2)
    await page.keyboard.down('Control')
    await page.mouse.wheel(0, -120)
    await page.keyboard.up('Control')
    await expect.poll(async () => (await windowNow()).join()).not.toBe(`${from},${to}`)
  }
  throw new Error('the wheel does not zoom in')
}

test('a selected session shows how it was opened, over computers', async ({ openViewer }) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settledCounts()
  await choose(view, page, 'ext-rvdberg', /10\s*Remote.*203/s, 7)
  await expect(view.details).toContainText('Linked sessions')
  await expect.poll(async () => Number(await view.timeline.getAttribute('data-arrows'))).toBeGreaterThan(0)
  await view.picture('timeline-chain')
  await view.details
    .getByRole('button', { name: /opened/ })
    .first()
    .click()
  await expect(view.details).toContainText('from')
  await view.picture('timeline-chain-next')
})

test('a crash, a cleared log, a day with locks, a take-over, a disconnect', async ({ openViewer }) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settledCounts()
  for (const [name, search, words, closer] of [
    ['timeline-crash', 'okafor', /Crash/, 8],
    ['timeline-cleared', 'Administrator', /MER-FS02/, 5],
    ['timeline-locks', 'hollis', /2\s*Interactive/, 6],
    ['timeline-takeover', 'hollis 10.20.4.52', /console, 10/, 5],
    ['timeline-disconnected', 'novak', /10\s*Remote.*Disconnected/s, 6],
  ] as const) {
    await choose(view, page, search, words, closer)
    // Its end is known to a minute, which a day does not show.
    if (name === 'timeline-crash') await zoomTo(view, page, '2024-03-12T11:27:00Z', 30 * 60_000)
    await view.picture(name)
  }
  // The strip goes on as the lane does: disconnected to the end of the evidence.
  await expect(view.details).toContainText('in use so far')
  await expect(view.details.locator('.span-bar .state-disconnected')).toHaveCount(2)
})

test('a session of two sources is found by the later one, and its states lead to their records', async ({
  openViewer,
}) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settledCounts()
  await view.search.fill('ip:198.51.100.62')
  await view.settled()
  await expect(view.rows()).toHaveCount(1)
  await view.rows().first().locator('[col-id="account"]').click()
  await view.search.fill('')
  await view.settled()
  await view.timeline.focus()
  for (let i = 0; i < 7; i++) await page.keyboard.press('+')
  await page.keyboard.press('f')
  await expect(view.details).toContainText('203.0.113.47, 198.51.100.62')
  const states = view.details.getByRole('list', { name: 'States' })
  await expect(states.getByRole('listitem').filter({ hasText: 'disconnected' })).toHaveCount(1)
  const locked = states.getByRole('listitem').filter({ hasText: 'locked' })
  await states.scrollIntoViewIfNeeded()
  await view.picture('timeline-two-sources')
  await locked.getByRole('button', { name: '4800' }).click()
  await expect(view.details).toContainText('<EventID>4800<')
  await view.picture('timeline-state-record')
})

test('a burst opens to its single logons', async ({ openViewer }) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settledCounts()
  await choose(view, page, 'ext-rvdberg', /3\s*Network/, 0)
  // Fitted, its ticks stand apart.
  await page.keyboard.press('f')
  await view.details.getByRole('button', { name: 'Open', exact: true }).click()
  await expect(view.details.getByRole('list').filter({ hasText: '0x' }).first()).toBeVisible()
  await expect.poll(async () => Number(await view.timeline.getAttribute('data-burst'))).toBeGreaterThan(1)
  await view.picture('timeline-burst')
})

test('an Alt drag measures, Escape ends it', async ({ openViewer }) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settledCounts()
  const plot = await page.locator('[data-plot]').boundingBox()
  if (plot === null) throw new Error('the lanes are not on screen')
  const before = await view.timeline.getAttribute('data-window')
  await page.keyboard.down('Alt')
  await page.mouse.move(plot.x + 100, plot.y + 60)
  await page.mouse.down()
  await page.mouse.move(plot.x + 300, plot.y + 60, { steps: 4 })
  await page.mouse.up()
  await page.keyboard.up('Alt')
  await expect(view.timeline.getByRole('status')).toContainText(/\d+ (d|h|m|s|days?)\b.* to /)
  expect(await view.timeline.getAttribute('data-window')).toBe(before)
  await view.picture('timeline-measured')
  await view.timeline.focus()
  await page.keyboard.press('Escape')
  await expect(view.timeline.getByRole('status')).toHaveCount(0)
})

test('M measures a session, and again up to another; letters go by their place', async ({ openViewer }) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settledCounts()
  await view.timeline.focus()
  await page.keyboard.press('ArrowDown')
  await expect.poll(() => view.timeline.getAttribute('data-cursor')).not.toBe('')
  await page.keyboard.press('m')
  const measured = view.timeline.getByRole('status')
  await expect(measured).toContainText(/ to /)
  const first = await measured.innerText()
  const session = await view.timeline.getAttribute('data-cursor')
  await page.keyboard.press('.')
  await expect.poll(() => view.timeline.getAttribute('data-cursor')).not.toBe(session)
  await page.keyboard.press('m')
  await expect(measured).not.toHaveText(first)
  await view.picture('timeline-measured-keys')
  await page.keyboard.press('Escape')
  await expect(measured).toHaveCount(0)
  // The key left of E zooms in wherever it says something else.
  const before = await view.timeline.getAttribute('data-window')
  await view.timeline.dispatchEvent('keydown', {
    key: '\u0446',
    code: 'KeyW',
    bubbles: true,
    cancelable: true,
  })
  await expect.poll(() => view.timeline.getAttribute('data-window')).not.toBe(before)
  await page.keyboard.press('?')
  await expect(page.getByRole('group', { name: 'Keys by area' })).toContainText(/Alt\s*drag/)
  await view.picture('keys-timeline')
})

test('E goes from one machine event to the next and speaks it; failed logons are spoken with sessions', async ({
  openViewer,
}) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settledCounts()
  await view.timeline.focus()
  await page.keyboard.press('Home')
  const spoken = view.timeline.locator('[aria-live]')
  await page.keyboard.press('e')
  await expect(spoken).toHaveText(/, \d+ Mar \d\d:\d\d:\d\d, /)
  const first = await spoken.innerText()
  await page.keyboard.press('e')
  await expect(spoken).not.toHaveText(first)
  await expect(page.getByRole('tooltip')).toBeVisible()
  await view.picture('timeline-event-cursor')
  await page.keyboard.press('Shift+E')
  await expect(spoken).toHaveText(first)
  await view.search.fill('account:ext-rvdberg computer:MER-RDS01')
  await expect.poll(async () => (await view.drawn()).lanes).toBe(1)
  await view.settled()
  await view.timeline.focus()
  await page.keyboard.press('ArrowDown')
  await expect(spoken).toContainText('ext-rvdberg on MER-RDS01')
  for (let i = 0; i < 5 && !/failed logons/.test(await spoken.innerText()); i++) {
    const before = await spoken.innerText()
    await page.keyboard.press('.')
    await expect(spoken).not.toHaveText(before)
  }
  await expect(spoken).toContainText('212 failed logons before it')
})

test('a log without a record has no time: no axis, no length, no crosshair', async ({
  openViewer,
  scratch,
}) => {
  const log = path.join(scratch, 'Security.evtx')
  writeFileSync(log, soundLog(0))
  const { page } = await openViewer([log])
  const view = new CaseView(page)
  await view.settled()
  await expect(page.locator('.timeline-facts')).toContainText('No records')
  await page.locator('.timeline-axis .timeline-strip').hover()
  await page.waitForTimeout(300)
  await view.picture('timeline-no-records')
  await expect(page.locator('.timeline-pill')).toHaveCount(0)
  const inked = await page.locator('.timeline-axis-canvas').evaluate((element) => {
    const canvas = element as HTMLCanvasElement
    const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
    return data.some((value) => value !== 0)
  })
  expect(inked).toBe(false)
})

test('keys that are faster than the bars are read lead where slow ones do', async ({ openViewer }) => {
  const { page } = await openViewer([SAMPLE])
  const view = new CaseView(page)
  await view.settledCounts()
  await view.timeline.focus()
  const spoken = view.timeline.locator('[aria-live]')
  const keys = ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp']
  for (const key of keys) {
    const before = await spoken.innerText()
    await page.keyboard.press(key)
    await expect(spoken).not.toHaveText(before)
  }
  const slow = await spoken.innerText()
  for (let up = 0; up < 4; up++) await page.keyboard.press('ArrowUp')
  await expect(spoken).not.toHaveText(slow)
  await page.evaluate((burst) => {
    for (const code of burst)
      document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: code, code, bubbles: true }))
  }, keys.slice(1))
  await expect(spoken).toHaveText(slow)
})

test('the lanes are painted in each frame that moves them, whatever moves it', async ({ openViewer }) => {
  const { page } = await openViewer([SAMPLE])
  await new CaseView(page).settledCounts()
  const painted = await page.evaluate(async (frames) => {
    const body = document.querySelector('.timeline-body')!
    const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve))
    const put = CanvasRenderingContext2D.prototype.putImageData
    let count = 0
    CanvasRenderingContext2D.prototype.putImageData = function (...given: unknown[]): void {
      if (this.canvas.classList.contains('timeline-lanes-canvas')) count++
      Reflect.apply(put, this, given)
    }
    const place = { clientX: 700, clientY: 300, bubbles: true, cancelable: true, ctrlKey: true }
    for (let i = 0; i < frames; i++) {
      await frame()
      body.dispatchEvent(new WheelEvent('wheel', { ...place, deltaY: -20 }))
    }
    await frame()
    return count
  }, 20)
  expect(painted).toBeGreaterThanOrEqual(20)
})
