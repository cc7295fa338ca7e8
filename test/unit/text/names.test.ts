import { describe, expect, it } from 'vitest'
import { END_REASONS } from '../../../electron/contract/sessions'
import { accountText, fullAccountText } from '../../../electron/core/text/account'
import { endReasonWord, isOpenEnd } from '../../../electron/core/text/end-reasons'
import { logonTypeName } from '../../../electron/core/text/logon-types'
import { visibleName, visibleText } from '../../../electron/core/text/visible-text'

describe('hostile text', () => {
  it('shows controls, direction overrides and invisible characters', () => {
    expect(visibleText('a\u0000b\nc')).toBe('a\u2400b\u240ac')
    expect(visibleText('user\u202egpj.exe')).toBe('user<U+202E>gpj.exe')
    expect(visibleText('ad\u200bmin\u00ad')).toBe('ad<U+200B>min<U+00AD>')
    expect(visibleText('\ud800x')).toBe('<U+D800>x')
    expect(visibleText('\u007f')).toBe('\u2421')
  })

  it('leaves readable text of any language as it is', () => {
    for (const name of ['Jürgen', '山田', 'Ольга', 'مستخدم', 'svc_backup$'])
      expect(visibleText(name)).toBe(name)
  })

  it('quotes names with blanks at either end', () => {
    expect(visibleName('Jonathan ')).toBe('"Jonathan "')
    expect(visibleName(' x')).toBe('" x"')
    expect(visibleName('John Smith')).toBe('John Smith')
  })
})

describe('accounts', () => {
  it('are shown by name, else by SID', () => {
    expect(accountText({ account: 'alice', domain: 'DOM', sid: 'S-1' })).toBe('alice')
    expect(accountText({ account: null, domain: null, sid: 'S-1-5-21-7' })).toBe('S-1-5-21-7')
    expect(accountText({ account: null, domain: null, sid: null })).toBe('unknown account')
    expect(fullAccountText({ account: 'alice', domain: 'DOM', sid: null })).toBe('DOM\\alice')
    expect(fullAccountText({ account: null, domain: 'DOM', sid: 'S-1-5-21-7' })).toBe('S-1-5-21-7')
  })
})

describe('words', () => {
  it('exist for every end reason', () => {
    for (const reason of END_REASONS) expect(endReasonWord(reason)).toMatch(/^[A-Z]/)
    expect(END_REASONS.filter(isOpenEnd)).toEqual(['disconnected-at-end', 'open-at-end'])
  })

  it('exist for logon types, known or not', () => {
    expect([2, 3, 10, 42, null].map(logonTypeName)).toEqual([
      'Interactive',
      'Network',
      'Remote interactive',
      'Type 42',
      'Unknown',
    ])
  })
})
