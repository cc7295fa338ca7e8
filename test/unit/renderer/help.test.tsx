// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { FIELDS } from '../../../electron/core/query/syntax/query-ast'
import { parseQuery } from '../../../electron/core/query/syntax/parse-query'
import { EVENT_PAGES, pagesOf } from '../../../renderer/help/event-pages'
import { EVENT_REMARKS, GUIDE } from '../../../renderer/help/guide'
import { HIT_LIMIT, searchHelp } from '../../../renderer/help/help-search'
import { type Block, blockText, parseMarkdown } from '../../../renderer/help/markdown'
import { Markdown } from '../../../renderer/help/markdown-view'

afterEach(cleanup)

describe('markdown', () => {
  it('reads headings, paragraphs over lines, lists, tables and code', () => {
    const blocks = parseMarkdown(
      '# A\n\none\ntwo\n- x\n  y\n- z\n\n| a | b |\n|---|---|\n| 1 | `c\\|d` |\n\n```sh\n# no\n```\n',
    )
    expect(blocks.map(({ kind }) => kind)).toEqual(['heading', 'paragraph', 'list', 'table', 'code'])
    expect(blocks.map(blockText)).toEqual(['A', 'one two', 'x y\nz', 'a b\n1 c|d', '# no'])
  })

  it('makes elements of its own only: HTML and foreign links stay text', () => {
    const hostile =
      '<img src=x onerror=alert(1)> [a](https://x.example) [b](javascript:alert(1)) [c](search.md) <script>1</script>'
    const onPage = vi.fn()
    const { container } = render(<Markdown blocks={parseMarkdown(hostile)} onPage={onPage} />)
    expect(container.querySelectorAll('img, script, a, [href], [onerror]')).toHaveLength(0)
    expect(container.textContent).toContain('<img src=x onerror=alert(1)> [a](https://x.example)')
    screen.getByRole('button', { name: 'c' }).click()
    expect(onPage).toHaveBeenCalledWith('search')
    expect(screen.getAllByRole('button')).toHaveLength(1)
  })
})

describe('guide', () => {
  const ids = GUIDE.map(({ id }) => id)
  const search = GUIDE.find(({ id }) => id === 'search')!

  it('has pages with titles, and links that lead to them', () => {
    expect(ids[0]).toBe('start')
    expect(GUIDE.every(({ blocks }) => blocks[0]?.kind === 'heading' && blocks.length > 2)).toBe(true)
    const links = (block: Block): string[] => {
      const content =
        block.kind === 'paragraph'
          ? block.content
          : block.kind === 'list'
            ? block.items.flat()
            : block.kind === 'table'
              ? block.rows.flat(2)
              : []
      return content.flatMap((piece) => (piece.kind === 'link' ? [piece.page] : []))
    }
    const found = GUIDE.flatMap(({ blocks }) => blocks.flatMap(links))
    expect(found.length).toBeGreaterThan(2)
    expect(found.filter((page) => !ids.includes(page))).toEqual([])
  })

  it('describes every field of the search box, with examples that parse', () => {
    const table = search.blocks.find(({ kind }) => kind === 'table')
    const rows = table?.kind === 'table' ? table.rows.slice(1) : []
    expect(rows.map(([name]) => name?.[0]?.text).toSorted()).toEqual(
      FIELDS.map((field) => `${field}:`).toSorted(),
    )
    const examples = rows.flatMap((row) =>
      row[2]!.flatMap((piece) => (piece.kind === 'code' ? [piece.text] : [])),
    )
    expect(examples.length).toBeGreaterThan(15)
    for (const example of examples) expect([example, parseQuery(example).error]).toEqual([example, null])
  })
})

describe('event reference', () => {
  it('has every event once, with fields, and remarks that all belong to one', () => {
    expect(new Set(EVENT_PAGES.map(({ provider, eventId }) => `${provider} ${eventId}`)).size).toBe(
      EVENT_PAGES.length,
    )
    expect(EVENT_PAGES.length).toBeGreaterThan(800)
    const [logon] = pagesOf({ eventId: 4624, channel: 'Security', provider: '' })
    expect(logon?.fields).toContain('TargetLogonId')
    expect(logon).toMatchObject({ title: 'Logon succeeded', group: 'Logon/Logoff / Logon' })
    const remarked = EVENT_PAGES.filter(({ remarks }) => remarks.length > 0)
    expect(remarked.length).toBeGreaterThanOrEqual(EVENT_REMARKS.size)
    expect([...EVENT_REMARKS.values()].filter((blocks) => blocks.length === 0)).toEqual([])
  })

  it('tells the same number in two logs apart, and knows numbers of Windows 2003', () => {
    const session = pagesOf({
      eventId: 21,
      channel: 'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational',
      provider: '',
    })
    expect(session.map(({ title }) => title)).toEqual(['Session logon succeeded'])
    const forwarded = pagesOf({
      eventId: 21,
      channel: 'ForwardedEvents',
      provider: 'Microsoft-Windows-TerminalServices-LocalSessionManager',
    })
    expect(forwarded).toEqual(session)
    expect(pagesOf({ eventId: 528, channel: 'Security', provider: 'Security' }).length).toBeGreaterThan(0)
    expect(pagesOf({ eventId: 531, channel: 'Security', provider: '' })[0]?.eventId).toBe(4625)
    expect(pagesOf({ eventId: 99_999, channel: 'Security', provider: '' })).toEqual([])
  })
})

describe('search in the help', () => {
  it('puts titles before text, wants every word, and is bounded', () => {
    expect(searchHelp('4647')[0]?.title).toBe('4647 User initiated logoff')
    expect(searchHelp('dur: length')[0]?.where).toBe('Search and filters')
    expect(searchHelp('high contrast').some(({ where }) => where === 'Settings and access')).toBe(true)
    expect(searchHelp('zzz 4647')).toEqual([])
    expect(searchHelp('  ')).toEqual([])
    expect(searchHelp('e')).toHaveLength(HIT_LIMIT)
  })
})
