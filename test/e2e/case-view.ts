/** The workspace as tests and screen readers know it, by role and name. */
import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { type Locator, type Page, expect } from '@playwright/test'
import { PICTURES } from './launch'

export interface Counts {
  readonly matched: number
  readonly total: number
  readonly events: number
}

export class CaseView {
  readonly grid: Locator
  readonly timeline: Locator
  readonly search: Locator
  readonly details: Locator
  readonly status: Locator

  constructor(readonly page: Page) {
    this.grid = page
      .getByRole('grid', { name: 'Sessions' })
      .or(page.getByRole('treegrid', { name: 'Sessions' }))
    this.timeline = page.getByRole('application', { name: 'Session timeline' })
    this.search = page.getByRole('searchbox', { name: 'Filter sessions' })
    this.details = page.getByRole('region', { name: 'Session details' })
    this.status = page.getByRole('status').filter({ hasText: /Read-only/ })
  }

  /** Waits until everything that was opened is read and drawn. */
  async settled(timeout = 30_000): Promise<void> {
    await expect(this.page.locator('html')).toHaveAttribute('data-settled', 'true', { timeout })
  }

  /** "N of M sessions" and "E events" of the status bar; null while they are not there. */
  async counts(): Promise<Counts | null> {
    const text = (await this.status.innerText()).replaceAll(/[\u202f\u00a0,]/g, '')
    const sessions = /(\d+) of (\d+) sessions?/.exec(text)
    const events = /(\d+) events?/.exec(text)
    if (sessions === null || events === null) return null
    return { matched: Number(sessions[1]), total: Number(sessions[2]), events: Number(events[1]) }
  }

  /** Counts of a case that is settled and holds sessions. */
  async settledCounts(): Promise<Counts> {
    await this.settled()
    await expect.poll(async () => (await this.counts())?.total ?? 0).toBeGreaterThan(0)
    const counts = await this.counts()
    if (counts === null) throw new Error('the status bar lost its counts')
    return counts
  }

  /** Rows that carry data; the grid keeps only those in view. */
  rows(): Locator {
    return this.grid.locator('.ag-row:not(.ag-row-loading)')
  }

  /** Texts of one column in the rows in view. */
  async column(name: string): Promise<string[]> {
    return this.grid.locator(`.ag-row [col-id="${name}"]`).allInnerTexts()
  }

  /** Bars and lanes that the timeline draws now. */
  async drawn(): Promise<{ bars: number; lanes: number }> {
    const number = async (name: string): Promise<number> => Number(await this.timeline.getAttribute(name))
    return { bars: await number('data-bars'), lanes: await number('data-lanes') }
  }

  /** Opens the pane of the evidence files, which opens by itself where there is something to say. */
  async showEvidence(): Promise<void> {
    const button = this.page.getByRole('button', { name: /\d+ files?/ }).first()
    // It can open between the look and the click, which closes it then.
    await expect(async () => {
      if ((await button.getAttribute('aria-pressed')) !== 'true') await button.click()
      expect(await button.getAttribute('aria-pressed')).toBe('true')
    }).toPass()
  }

  async picture(name: string): Promise<void> {
    mkdirSync(PICTURES, { recursive: true })
    await this.page.screenshot({ path: path.join(PICTURES, `${name}.png`) })
  }
}
