/** How long it takes from typing a filter until its first rows are on screen, in a window over synthetic sessions. */
import type { Page } from '@playwright/test'

const FILTERS = 24

/** Milliseconds of each filter, typed at once as a paste would. */
export async function firstRowTimes(page: Page): Promise<number[]> {
  const took: number[] = []
  for (let i = 0; i < FILTERS; i++) {
    const account = `user${String((i * 37) % 300).padStart(3, '0')}`
    took.push(await page.evaluate(typeFilter, { account, text: `account:${account} type:${i % 2 ? 3 : 10}` }))
    await page.waitForTimeout(300)
  }
  return took
}

/** In the page: sets the text, waits for a frame in which the first row is the account's, and lets it be painted. */
function typeFilter({ account, text }: { account: string; text: string }): Promise<number> {
  const box = document.querySelector<HTMLInputElement>('input[type="search"], [role="searchbox"]')!
  const setter = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')!.set!
  return new Promise((resolve) => {
    const from = performance.now()
    setter.call(box, text)
    box.dispatchEvent(new Event('input', { bubbles: true }))
    const look = (): void => {
      const first = document.querySelector('.ag-row[row-index="0"]:not(.ag-row-loading) [col-id="account"]')
      if (first?.textContent?.includes(account) !== true) requestAnimationFrame(look)
      // The task after a frame's own begins once the frame is handed over.
      else setTimeout(() => resolve(performance.now() - from))
    }
    requestAnimationFrame(look)
  })
}
