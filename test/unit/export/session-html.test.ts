// @vitest-environment jsdom
import { expect, it } from 'vitest'
import { exportHtml, MAX_ON_PAPER } from '../../../electron/core/export/sessions/export-html'
import { hostileCase } from '../../fixtures/hostile-case'

it('HTML: one file without script, names as text', () => {
  const html = [...exportHtml(hostileCase())].join('')
  const page = new DOMParser().parseFromString(html, 'text/html')
  expect(page.querySelectorAll('script, link, img, iframe, b').length).toBe(0)
  const table = [...page.querySelectorAll('table')].find((one) => one.textContent.includes('Derivation'))!
  const shown = [...table.querySelectorAll('tbody tr')].map((row) => row.querySelector('td')!.textContent)
  expect(shown.some((text) => text.includes('<script>alert(1)</script>'))).toBe(true)
  expect(shown.some((text) => text.includes('<U+202E>'))).toBe(true)
  expect(table.textContent).toContain('dismissed: ')
})

it('HTML for paper: what a reader would have to open is written out', () => {
  const page = new DOMParser().parseFromString([...exportHtml(hostileCase(), true)].join(''), 'text/html')
  expect(page.querySelectorAll('details').length).toBe(0)
  expect(page.body.textContent).toContain('4647')
})

it('HTML for paper: a text of many pages is cut, and says so; the page to read has it whole', () => {
  const from = hostileCase()
  const account = 'W'.repeat(MAX_ON_PAPER + 1)
  const long = { ...from, sessions: from.sessions.map((session) => ({ ...session, account })) }
  expect([...exportHtml(long, true)].join('')).toContain(`W [cut: `)
  expect([...exportHtml(long, true)].join('')).not.toContain(account)
  expect([...exportHtml(long)].join('')).toContain(account)
})
