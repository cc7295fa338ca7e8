/** Text from logs is text: payloads through every view and every export. No script runs, no request leaves, no formula. */
import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { Page } from '@playwright/test'
import Papa from 'papaparse'
import { zipEntries } from '../../build/runtime/zip-entries.mjs'
import { EXPORT_EXTENSIONS, EXPORT_FORMATS } from '../../electron/contract/exports'
import { hostileLogs, hostilePayloads } from '../fixtures/hostile-text'
import { CaseView } from './case-view'
import { expect, test } from './launch'

interface ZipEntry {
  readonly name: string
  readonly data: () => Buffer
}

/** What the page is made of besides: an element of these came from a log. */
const FOREIGN =
  'img, iframe, object, embed, form[action], a, base, video, audio, marquee, math, details, image, animate, ' +
  '[onerror], [onload], [onfocus], [onmouseover], [onclick], [ontoggle], [onstart], [srcdoc]'

/** What of the page would run, lead away, or not show what it is. */
async function wrongs(page: Page): Promise<string[]> {
  return page.evaluate((foreign) => {
    const wrong: string[] = []
    if (Reflect.get(window, 'hostileRan') !== undefined) wrong.push('a script ran')
    for (const element of document.querySelectorAll(foreign))
      wrong.push(`element ${element.outerHTML.slice(0, 100)}`)
    if (document.scripts.length !== 1) wrong.push(`${document.scripts.length} scripts`)
    const unseen =
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u200b\u200d-\u200f\u2028-\u202e\u2066-\u2069\ufeff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/
    const look = (text: string, where: string): void => {
      const at = text.search(unseen)
      if (at >= 0)
        wrong.push(
          `${where}: U+${text.charCodeAt(at).toString(16)} in ${JSON.stringify(text.slice(Math.max(0, at - 20), at + 20))}`,
        )
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    // The grid's own words for screen readers end with such a sign.
    const own = (node: Node): boolean => node.parentElement?.className === 'ag-aria-description-container'
    while (walker.nextNode())
      if (!own(walker.currentNode))
        look(
          walker.currentNode.nodeValue ?? '',
          `text of ${walker.currentNode.parentElement?.className ?? ''}`,
        )
    for (const element of document.querySelectorAll('[title], [aria-label], [placeholder]'))
      for (const name of ['title', 'aria-label', 'placeholder'])
        look(element.getAttribute(name) ?? '', `${name} of ${element.className.toString()}`)
    return [...new Set(wrong)].slice(0, 20)
  }, FOREIGN)
}

test('hostile text through every view and every export', async ({ openViewer, scratch }) => {
  test.setTimeout(240_000)
  let hits = 0
  const server = createServer((_request, response) => {
    hits += 1
    response.end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const payloads = hostilePayloads(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`)
  expect(payloads.length).toBeGreaterThanOrEqual(60)
  const viewer = await openViewer([hostileLogs(path.join(scratch, 'logs'), payloads)])
  const { app, page, complaints } = viewer
  const outside: string[] = []
  page.on('request', (request) => {
    if (!request.url().startsWith('app://sojourn/')) outside.push(request.url())
  })
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  await page.evaluate(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      Reflect.set(window, 'hostileRan', `policy ${event.violatedDirective}`)
    })
  })
  const view = new CaseView(page)
  const counts = await view.settledCounts()
  expect(counts.total).toBeGreaterThanOrEqual(payloads.length * 2)
  const found: string[] = []
  const check = async (where: string): Promise<void> => {
    found.push(...(await wrongs(page)).map((wrong) => `${where}: ${wrong}`))
  }

  // Timeline with tooltips, by account and by computer.
  for (const key of ['', 'l']) {
    await view.timeline.focus()
    if (key !== '') await page.keyboard.press(key)
    const box = (await page.locator('[data-plot]').boundingBox())!
    for (let step = 1; step <= 40; step++) {
      await page.mouse.move(
        box.x + (box.width * step) / 41,
        box.y + 12 + ((step * 37) % Math.max(24, box.height - 20)),
      )
      await page.waitForTimeout(30)
      if (step % 4 === 0) await check(`timeline ${key}`)
    }
    for (let step = 0; step < 6; step++) await page.keyboard.press('ArrowDown')
    await check(`timeline cursor ${key}`)
  }
  // Every session's details, and the raw record of each as XML and fields.
  await page.keyboard.press('Control+2')
  await view.rows().first().locator('[col-id="account"]').click()
  for (let row = 0; row < payloads.length; row++) {
    await page.keyboard.press('ArrowDown')
    await expect(view.details.locator('[data-event]').first()).toBeVisible()
    if (row % 2 === 0) await check(`details ${row}`)
  }
  for (const at of [0, 5, 10]) {
    await view.rows().nth(at).locator('[col-id="account"]').click()
    await view.details.locator('[data-event="4624"]').first().click()
    await expect(page.getByRole('document', { name: 'Record text' })).toContainText('<Event')
    await check(`xml ${at}`)
    await page.getByRole('radio', { name: 'Fields' }).click()
    await check(`fields ${at}`)
    await page.getByRole('radio', { name: 'XML' }).click()
    await page.keyboard.press('Escape')
  }
  await view.rows().nth(2).locator('[col-id="account"]').click({ button: 'right' })
  await check('value menu')
  await page.keyboard.press('Escape')
  await view.picture('hostile-sessions')

  await page.keyboard.press('Control+3')
  await page.locator('[data-pane="events"] .ag-row [col-id="account"]').first().click()
  for (let row = 0; row < 40; row++) {
    await page.keyboard.press('ArrowDown')
    if (row % 4 === 0) await check(`events ${row}`)
  }
  await page.getByRole('textbox', { name: 'Search in all values' }).fill('hostileRan')
  await page.keyboard.press('Enter')
  await expect(page.locator('[data-search="done"]')).toContainText('found in')
  await check('search in values')
  await view.picture('hostile-events')
  for (const chip of ['Account', 'Computer']) {
    await page.locator('.event-chip button', { hasText: chip }).first().click()
    await check(`event facet ${chip}`)
    await page.keyboard.press('Escape')
  }
  await page.keyboard.press('Control+4')
  await page.locator('[data-pane="accounts"] .ag-row [col-id="account"]').first().click()
  for (let row = 0; row < payloads.length; row++) {
    await page.keyboard.press('ArrowDown')
    if (row % 8 === 0) await check(`accounts ${row}`)
  }
  await view.picture('hostile-accounts')
  await page.keyboard.press('Control+5')
  await page.waitForTimeout(500)
  await check('evidence')
  await view.picture('hostile-evidence')

  // Typed: palette, filter with suggestions and chips, help.
  await page.keyboard.press('Control+1')
  for (const text of ['@', '@<', '@=', `>${payloads[0]!}`, '<img src=x onerror="window.hostileRan=1">']) {
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Commands and places' }).fill(text)
    await page.waitForTimeout(50)
    await check(`palette ${text}`)
    await page.keyboard.press('Escape')
  }
  await page.keyboard.press('F1')
  await page.getByRole('searchbox', { name: 'Search guide and events' }).fill(payloads[2]!)
  await check('help')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  for (const text of ['<', 'account:"<script', 'account:"=', payloads[0]!]) {
    await view.search.fill(text)
    await page.waitForTimeout(200)
    await check(`filter ${text}`)
  }
  await view.search.fill('')
  await view.settled()
  for (const chip of ['Account', 'Computer', 'More']) {
    await page.locator('.filter-bar').getByRole('button', { name: chip }).first().click()
    await check(`facet ${chip}`)
    await page.keyboard.press('Escape')
  }

  // Every export, and what a reader makes of it.
  await page.keyboard.press('Control+e')
  const menu = page.getByRole('dialog', { name: 'Export sessions' })
  await menu.getByRole('radio', { name: /^all/ }).click()
  const buttons = menu.locator('button:not([role="radio"])')
  const written = new Map<string, Buffer>()
  for (const [at, format] of EXPORT_FORMATS.entries()) {
    const file = path.join(scratch, `${format}.${EXPORT_EXTENSIONS[format]}`)
    await app.evaluate(({ dialog }, filePath) => {
      dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath })
    }, file)
    await buttons.nth(at).click()
    await expect(menu.getByRole('status')).toContainText(`${counts.total} sessions written to ${file}`, {
      timeout: 120_000,
    })
    written.set(format, readFileSync(file))
  }
  await check('export')
  await page.keyboard.press('Escape')

  for (const format of ['csv', 'timesketch-csv']) {
    const text = written.get(format)!.toString('utf8')
    const cells = Papa.parse<string[]>(text, { skipEmptyLines: true }).data.flat()
    expect(cells.length).toBeGreaterThan(1000)
    found.push(
      ...cells
        .filter((cell) => /^[\s\p{C}\p{Z}]*[=+@\uff1d]/u.test(cell) || /^[\t\r]|^-./.test(cell))
        .map((cell) => `formula in ${format} ${cell.slice(0, 40)}`),
    )
  }
  for (const format of ['jsonl', 'timesketch-jsonl']) {
    const lines = written.get(format)!.toString('utf8').trimEnd().split('\n')
    for (const line of lines) JSON.parse(line)
    expect(lines.length).toBeGreaterThanOrEqual(counts.total)
  }
  for (const { name, data } of zipEntries(written.get('xlsx')!) as Iterable<ZipEntry>) {
    const text = data().toString('utf8')
    if (/<f[ >]|<hyperlink|TargetMode="External"/.test(text)) found.push(`formula or link in ${name}`)
  }
  // Everything that is a tag in the report: none runs, loads or leads away. What came from logs is escaped.
  const report = written.get('html')!.toString('utf8')
  const tags = [...report.matchAll(/<[a-z!/][^>]*>/gi)].map(([tag]) => tag)
  expect(tags.length).toBeGreaterThan(payloads.length)
  const forbidden =
    /^<\/?(script|img|iframe|object|embed|form|a|base|link|video|audio|marquee|svg|math|input|button|animate)\b|\s(on\w+|src|href|srcdoc|style|ping)\s*=/i
  found.push(...tags.filter((tag) => forbidden.test(tag)).map((tag) => `report: ${tag.slice(0, 100)}`))

  server.close()
  expect(found).toEqual([])
  expect({ hits, outside, dialogs, complaints, url: page.url() }).toEqual({
    hits: 0,
    outside: [],
    dialogs: [],
    complaints: [],
    url: 'app://sojourn/index.html',
  })
})
