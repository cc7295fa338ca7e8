// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import type { SourceRange } from '../../../electron/contract/engine'
import { DamageReport } from '../../../renderer/ui/damage-report'
import { rangeText } from '../../../electron/core/text/byte-ranges'
import { fakeSource } from './fake-engine'

afterEach(cleanup)

const damaged: SourceRange = {
  from: 69_632,
  to: 69_768,
  state: 'damaged-record',
  what: 'value runs out of the record\u202e',
}
const recovered: SourceRange = {
  from: 131_072,
  to: 131_400,
  state: 'recovered-record',
  what: 'slack: definition overwritten, one with its id was taken from elsewhere',
}
const source = fakeSource('WS-0163/Security.evtx', {
  records: { seen: 1003, decoded: 1000, damaged: 2, skipped: 1 },
  chunks: { ok: 9, damaged: 1, empty: 3 },
  recovery: {
    recovered: 7,
    own: 4,
    borrowed: 2,
    none: 1,
    duplicates: 5,
    carvedChunks: { ok: 2, damaged: 0 },
  },
  ranges: { shown: [damaged, recovered], more: 12 },
})

it('a sound log has no report', () => {
  const { container } = render(<DamageReport source={fakeSource('WS-0163/Security.evtx')} />)
  expect(container.textContent).toBe('')
})

it('the report is closed at first, opens to counts that add up and to byte ranges', () => {
  render(<DamageReport source={source} />)
  const button = screen.getByRole('button', { name: 'Damage report' })
  expect(button.getAttribute('aria-expanded')).toBe('false')
  expect(screen.getByText('1 damaged chunk, 2 damaged records, 1 skipped, 7 recovered')).toBeTruthy()
  expect(screen.queryByRole('list')).toBeNull()
  fireEvent.click(button)
  expect(screen.getByText('1,003 seen = 1,000 decoded + 2 damaged + 1 skipped')).toBeTruthy()
  expect(
    screen.getByText(/^7 beside them = 4 by own templates \+ 2 by borrowed ones \+ 1 without/),
  ).toBeTruthy()
  expect(
    screen.getByText('9 sound, 1 damaged, 3 empty; 2 of them found outside the places of a log'),
  ).toBeTruthy()
  const items = within(screen.getByRole('list', { name: 'Damaged and recovered byte ranges' }))
  expect(items.getAllByRole('listitem')).toHaveLength(2)
  expect(items.getByText('bytes 69632 to 69767 (0x11000 to 0x11087)')).toBeTruthy()
  // Text of the evidence shows what would turn it around.
  expect(items.getByText(/^value runs out of the record.+/).textContent).not.toContain('\u202e')
  expect(screen.getByText('and 12 more, counted above and not listed here')).toBeTruthy()
})

it('long lists come page by page', () => {
  const shown = Array.from({ length: 45 }, (_, i) => ({ ...damaged, from: i * 100, to: i * 100 + 50 }))
  render(<DamageReport source={{ ...source, ranges: { shown, more: 0 } }} />)
  fireEvent.click(screen.getByRole('button', { name: 'Damage report' }))
  const rows = (): number => screen.getAllByRole('listitem').length
  expect(rows()).toBe(20)
  fireEvent.click(screen.getByRole('button', { name: 'Show more (25)' }))
  expect(rows()).toBe(40)
  fireEvent.click(screen.getByRole('button', { name: 'Show more (5)' }))
  expect(rows()).toBe(45)
})

it('an empty range names its byte', () => {
  expect(rangeText({ from: 4096, to: 4096 })).toBe('bytes 4096 to 4096 (0x1000 to 0x1000)')
})
