import { describe, expect, it } from 'vitest'
import { indentXml } from '../../../renderer/details/indent-xml'
import { shortHash } from '../../../renderer/details/evidence-files'
import { facetValueText } from '../../../renderer/filters/facet-values'
import { endText, shortDuration, spelled, startText } from '../../../renderer/grid/row-text'
import { inOrder } from '../../../renderer/ui/column-order'
import { dressColumns, fitColumns } from '../../../renderer/grid/fit-columns'
import { keyName } from '../../../renderer/commands'
import { clockText, counted, partOfSize, shortCount, sizeText } from '../../../renderer/ui/numbers'
import { splitMatches } from '../../../renderer/ui/split-matches'
import { FAKE_SESSIONS, at } from './fake-case'

const row = FAKE_SESSIONS[1]!.row

describe('numbers', () => {
  it('counts and sizes', () => {
    expect(counted(1, 'session')).toBe('1 session')
    expect(counted(3187, 'session')).toBe('3,187 sessions')
    expect([shortCount(3_091_103), shortCount(402_000), shortCount(6204)]).toEqual([
      '3.09 M',
      '402 k',
      '6,204',
    ])
    expect([sizeText(512e6), sizeText(4.1e6), sizeText(2.3e9), sizeText(12)]).toEqual([
      '512 MB',
      '4.1 MB',
      '2.30 GB',
      '12 B',
    ])
    expect(partOfSize(1.6e9, 2.3e9)).toBe('1.60 of 2.30 GB')
    expect(partOfSize(635e6, 1e9)).toBe('635 MB of 1.00 GB')
    expect([clockText(11), clockText(3729)]).toEqual(['0:11', '1:02:09'])
  })
})

describe('times of a row', () => {
  it('leaves the day of the end out where it is the day of the start', () => {
    expect(startText(row, 'UTC', false)).toBe('12 Mar 15:06:07')
    expect(startText(row, 'UTC', true)).toBe('2024-03-12 15:06:07')
    expect(endText(row, 'UTC')).toBe('21:48:11')
    const late = { ...row, end: { earliest: null, best: at('13 04:10:07'), latest: null } }
    expect(endText(late, 'UTC')).toBe('04:10:07 +1 d')
  })

  it('shows doubt', () => {
    const vague = {
      ...row,
      end: { earliest: at('12 21:00:00'), best: at('12 21:48:11'), latest: at('12 22:00:00') },
    }
    expect(endText(vague, 'UTC')).toBe('~21:48:11')
    const bounded = {
      ...row,
      endReason: 'unknown' as const,
      end: { earliest: null, best: null, latest: at('12 22:00:00') },
    }
    expect(endText(bounded, 'UTC')).toBe('\u2264 22:00:00')
    const missed = { ...bounded, end: { earliest: at('12 21:00:00'), best: null, latest: null } }
    expect(endText(missed, 'UTC')).toBe('\u2265 21:00:00')
    const open = { ...missed, endReason: 'open-at-end' as const }
    expect(endText(open, 'UTC')).toBe('none')
    expect(endText({ ...row, pending: true }, 'UTC')).toBe('')
    const begun = { ...row, start: { earliest: null, best: null, latest: at('12 15:00:00') } }
    expect(startText(begun, 'UTC', false)).toBe('\u2264 12 Mar 15:00:00')
  })

  it('shortens durations without losing a figure', () => {
    expect(shortDuration('~1:42:10 (+0:40:00)')).toBe('~1:42:10')
    expect(shortDuration('>= 14:37:50 active')).toBe('\u2265 14:37:50')
    expect(shortDuration('<= 1:42:10 .. unknown start')).toBe('\u2264 1:42:10')
    expect(spelled('<= 1:42:10 .. unknown start')).toBe('\u2264 1:42:10 .. unknown start')
  })
})

describe('fitColumns', () => {
  const hidden = (room: number | null, withYear: boolean) =>
    fitColumns(room, withYear).flatMap(({ colId, hide }) => (hide === true ? [colId] : []))

  it('leaves out whole columns in a fixed order', () => {
    expect(hidden(null, true)).toEqual([])
    expect(hidden(1080, false)).toEqual([])
    // Tags, which were no column when the widths of the design were drawn, give way first: they stand beside the account then.
    expect(hidden(1018, false)).toEqual(['tags'])
    expect(hidden(1018, true)).toEqual(['domain', 'tags'])
    expect(hidden(900, false)).toEqual(['domain', 'events', 'tags'])
    expect(hidden(300, false)).toEqual(['domain', 'source', 'events', 'tags'])
  })
})

describe('dressColumns', () => {
  const of = (column: string, widths = {}, sort: Parameters<typeof dressColumns>[2] = []) =>
    dressColumns(fitColumns(null, false), widths, sort).find(({ colId }) => colId === column)

  it('marks the headings that rows are in order of, and no other', () => {
    const sort: Parameters<typeof dressColumns>[2] = [
      { column: 'duration', descending: true },
      { column: 'account', descending: false },
    ]
    expect(of('duration', {}, sort)).toMatchObject({ initialSort: 'desc', initialSortIndex: 0 })
    expect(of('account', {}, sort)).toMatchObject({ initialSort: 'asc', initialSortIndex: 1 })
    expect(of('start', {}, sort)?.initialSort).toBeUndefined()
  })

  it('keeps a width that was given, where a share of the room would be taken too', () => {
    expect(of('account', { account: 222 })).toMatchObject({ width: 222, flex: null })
    expect(of('account')).toMatchObject({ flex: 3 })
  })
})

describe('order of columns', () => {
  const columns = ['account', 'domain', 'start', 'end'].map((colId) => ({ colId }))
  const names = (order: readonly string[]) => inOrder(columns, order).map(({ colId }) => colId)

  it('is the one that was given, of columns that there are', () => {
    expect(names([])).toEqual(['account', 'domain', 'start', 'end'])
    expect(names(['end', 'gone', 'account', 'end', 'start', 'domain'])).toEqual([
      'end',
      'account',
      'start',
      'domain',
    ])
  })

  it('takes a column that it does not know behind its neighbour', () => {
    expect(names(['end', 'domain', 'account'])).toEqual(['end', 'domain', 'start', 'account'])
    expect(names(['end', 'start'])).toEqual(['account', 'domain', 'end', 'start'])
  })
})

describe('facet values', () => {
  it('names types and ends, and shows hostile names visibly', () => {
    expect(facetValueText('type', '10')).toBe('10 Remote')
    expect(facetValueText('type', '77')).toBe('77 Type 77')
    expect(facetValueText('end', 'crash')).toBe('Crash')
    expect(facetValueText('account', 'a\u202Eb')).toBe('a<U+202E>b')
    expect(facetValueText('account', 'bob ')).toBe('"bob "')
  })
})

describe('splitMatches', () => {
  it('marks every place, case ignored', () => {
    expect(splitMatches('ext-RVDberg rvd', 'rvd')).toEqual([
      { text: 'ext-', hit: false },
      { text: 'RVD', hit: true },
      { text: 'berg ', hit: false },
      { text: 'rvd', hit: true },
    ])
    expect(splitMatches('abc', ' ')).toEqual([{ text: 'abc', hit: false }])
  })
})

describe('indentXml', () => {
  it('breaks tags into lines and keeps text whole', () => {
    expect(
      indentXml('<Event><System><EventID>4624</EventID><Empty/></System><D>  two words </D></Event>'),
    ).toEqual([
      '<Event>',
      '  <System>',
      '    <EventID>4624</EventID>',
      '    <Empty/>',
      '  </System>',
      '  <D>  two words </D>',
      '</Event>',
    ])
  })

  it('copes with hostile shapes', () => {
    expect(indentXml('</a></b>').join('')).toContain('</b>')
    const deep = indentXml('<a>'.repeat(5000))
    expect(deep).toHaveLength(5000)
    expect(Math.max(...deep.map((line) => line.length))).toBeLessThan(100)
    expect(indentXml('')).toEqual([])
    expect(indentXml('no markup').join('')).toBe('no markup')
  })
})

describe('small texts', () => {
  it('shortens a hash in the middle', () => {
    const hash = '9f2c41d07be3a558c1d0aa77b1b2c3d4e5f60718293a4b5c2361d84ea7a9f00b'
    expect(shortHash(hash)).toBe('9f2c41d07be3a558c\u2026c2361d84ea7a9f00b')
    expect(shortHash('abc')).toBe('abc')
  })

  it('names keys as commands do', () => {
    const key = (change: object) =>
      keyName({ key: 'o', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...change })
    expect(key({ ctrlKey: true })).toBe('Ctrl+O')
    expect(key({ metaKey: true, shiftKey: true, key: 'O' })).toBe('Ctrl+Shift+O')
    expect(key({ key: '/', shiftKey: true })).toBe('/')
    expect(key({ key: 'F6', shiftKey: true })).toBe('Shift+F6')
  })
})
