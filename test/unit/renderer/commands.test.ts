import { describe, expect, it } from 'vitest'
import { COMMANDS } from '../../../renderer/commands'
import { menuParts } from '../../../renderer/commands/menu-parts'
import { keyName } from '../../../renderer/commands/key-names'
import { matchingAccounts, sortedAccounts } from '../../../renderer/accounts/sort-accounts'
import { bestMatches } from '../../../renderer/palette/match-rank'
import { typedTime } from '../../../renderer/palette/typed-time'
import { togglePick } from '../../../renderer/state/value-slice'
import { tsvText } from '../../../renderer/ui/tsv'

const press = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }

describe('keys', () => {
  it('are taken by their place where letters are, and as typed where signs are', () => {
    expect(keyName({ ...press, key: 'л', code: 'KeyK', ctrlKey: true })).toBe('Ctrl+K')
    expect(keyName({ ...press, key: 'q', code: 'KeyA' })).toBe('A')
    expect(keyName({ ...press, key: '&', code: 'Digit1', ctrlKey: true })).toBe('Ctrl+1')
    expect(keyName({ ...press, key: '+', code: 'Equal', ctrlKey: true, shiftKey: true })).toBe('Ctrl+Shift++')
    expect(keyName({ ...press, key: '/', code: 'Digit7', shiftKey: true })).toBe('/')
    expect(keyName({ ...press, key: '?', code: 'Slash', shiftKey: true })).toBe('?')
    expect(keyName({ ...press, key: 'P', code: 'KeyP', ctrlKey: true, shiftKey: true })).toBe('Ctrl+Shift+P')
  })
})

describe('the application menu', () => {
  it('has every command of the registry once, in the menu of its area, with the keys that act everywhere', () => {
    const parts = menuParts()
    const lines = parts.flatMap(({ groups }) => groups.flat())
    expect(lines.map(({ id }) => id).toSorted()).toEqual(COMMANDS.map(({ id }) => id).toSorted())
    const inPart = (label: string) => parts.find((part) => part.label === label)?.groups.flat() ?? []
    expect(inPart('File').find(({ id }) => id === 'open-files')).toMatchObject({
      key: 'Ctrl+O',
      enabled: true,
    })
    // Nothing is open: there is nothing to export; and a letter is no key of a menu.
    expect(inPart('File').find(({ id }) => id === 'export')).toMatchObject({ enabled: false })
    expect(inPart('View').find(({ id }) => id === 'toggle-zone')).toMatchObject({ key: '' })
    expect(inPart('Help').map(({ id }) => id)).toContain('about')
  })
})

describe('palette', () => {
  it('puts the best hit first: beginning, then a word, then anywhere, then the words apart', () => {
    const items = ['go to mark logoff', 'user logoff', 'prelogoff', 'logoff mark', 'nothing']
    expect(bestMatches(items, 'logoff', (item) => item, 9)).toEqual([
      'logoff mark',
      'go to mark logoff',
      'user logoff',
      'prelogoff',
    ])
    expect(bestMatches(items, 'mark to', (item) => item, 9)).toEqual(['go to mark logoff'])
    expect(bestMatches(items, '', (item) => item, 2)).toHaveLength(2)
  })

  it('reads times on the day in view, and nothing else', () => {
    const near = Date.UTC(2024, 2, 12, 9)
    expect(typedTime('15:06:07', 'UTC', near)).toBe(Date.UTC(2024, 2, 12, 15, 6, 7))
    expect(typedTime('9:05', 'UTC', near)).toBe(Date.UTC(2024, 2, 12, 9, 5))
    expect(typedTime('2024-03-11 7:30', 'UTC', near)).toBe(Date.UTC(2024, 2, 11, 7, 30))
    expect(typedTime('2024-03-11', 'Asia/Kolkata', near)).toBe(Date.UTC(2024, 2, 10, 18, 30))
    expect(typedTime('25:99', 'UTC', near)).toBeNull()
    expect(typedTime('logoff', 'UTC', near)).toBeNull()
  })
})

describe('rows', () => {
  it('are picked one by one, and taken out of the middle of a range', () => {
    const rows = togglePick(togglePick([], 7), 3)
    expect(rows).toEqual([
      { from: 3, to: 3 },
      { from: 7, to: 7 },
    ])
    expect(togglePick([{ from: 2, to: 5 }], 3)).toEqual([
      { from: 2, to: 2 },
      { from: 4, to: 5 },
    ])
    expect(togglePick(rows, 3)).toEqual([{ from: 7, to: 7 }])
  })

  it('break no table and make no formula on the clipboard', () => {
    const text = tsvText([
      ['a\tb', 'c\r\nd', '=1+1', '-', '-5 d', '@x', 'a\u202eb', 'é', ' =1+1', '\u200b@x'],
    ])
    const cells = text.split('\t')
    expect(cells).toHaveLength(10)
    expect(text).not.toContain('\n')
    expect(cells.slice(2, 6)).toEqual(["'=1+1", '-', "'-5 d", "'@x"])
    expect(cells[6]).toBe('a<U+202E>b')
    expect(cells.slice(8)).toEqual(["' =1+1", "'<U+200B>@x"])
  })
})

describe('accounts', () => {
  const row = { domain: 'CORP', sid: 'S-1', value: 'x', class: 'human', sessions: 1, failures: 0 } as const
  const rows = [
    { ...row, account: 'b', firstMs: null, lastMs: 5 },
    { ...row, account: 'A', firstMs: 2, lastMs: 9, class: 'machine' as const },
    { ...row, account: 'c', firstMs: 1, lastMs: 7 },
  ]

  it('are sorted both ways with what is unknown last', () => {
    const order = (descending: boolean): string =>
      sortedAccounts(rows, { column: 'firstMs', descending })
        .map(({ account }) => account)
        .join('')
    expect(order(false)).toBe('cAb')
    expect(order(true)).toBe('Acb')
    expect(sortedAccounts(rows, { column: 'account', descending: false })[0]?.account).toBe('A')
  })

  it('are found by name, domain and class', () => {
    expect(matchingAccounts(rows, 'corp\\a').map(({ account }) => account)).toEqual(['A'])
    expect(matchingAccounts(rows, 'machine').map(({ account }) => account)).toEqual(['A'])
    expect(matchingAccounts(rows, ' ')).toBe(rows)
  })
})
