/**
 * The part of Markdown that the guide is written in, as a tree: headings, paragraphs, lists, tables, code, strong, links
 * between pages. No HTML, no pictures, no addresses: what is none of these stays text.
 */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'link'; readonly text: string; readonly page: string }

export type Block =
  | { readonly kind: 'heading'; readonly level: number; readonly text: string }
  | { readonly kind: 'paragraph'; readonly content: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'table'; readonly rows: readonly (readonly (readonly Inline[])[])[] }
  | { readonly kind: 'code'; readonly text: string }

const ITEM = /^(?:[-*]|\d+\.)\s+(.*)$/
const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\(([\w-]+)\.md\)/g

/** Reads a page. Every line is looked at once. */
export function parseMarkdown(text: string): Block[] {
  const blocks: Block[] = []
  const lines = text.split(/\r?\n/)
  let at = 0
  const takeWhile = (holds: (line: string) => boolean): string[] => {
    const from = at
    while (at < lines.length && holds(lines[at]!)) at++
    return lines.slice(from, at)
  }
  while (at < lines.length) {
    const line = lines[at]!
    const heading = /^(#{1,4})\s+(.*)$/.exec(line)
    if (line.trim() === '') at++
    else if (heading !== null) {
      blocks.push({ kind: 'heading', level: heading[1]!.length, text: heading[2]! })
      at++
    } else if (line.startsWith('```')) {
      at++
      blocks.push({ kind: 'code', text: takeWhile((next) => !next.startsWith('```')).join('\n') })
      at++
    } else if (line.startsWith('|')) {
      const rows = takeWhile((next) => next.startsWith('|'))
      const isRule = (row: string): boolean => /^[|\s:-]+$/.test(row)
      blocks.push({ kind: 'table', rows: rows.filter((row) => !isRule(row)).map(cells) })
    } else if (ITEM.test(line)) {
      const items: string[] = []
      for (const next of takeWhile((one) => ITEM.test(one) || /^\s+\S/.test(one))) {
        const item = ITEM.exec(next)?.[1]
        if (item === undefined) items[items.length - 1] += ` ${next.trim()}`
        else items.push(item)
      }
      blocks.push({ kind: 'list', ordered: /^\d/.test(line), items: items.map(parseInline) })
    } else {
      const words = takeWhile(
        (next) => next.trim() !== '' && !/^(#{1,4}\s|```|\|)/.test(next) && !ITEM.test(next),
      )
      blocks.push({ kind: 'paragraph', content: parseInline(words.map((one) => one.trim()).join(' ')) })
    }
  }
  return blocks
}

/** `\|` in a cell is a sign of the text. */
function cells(row: string): Inline[][] {
  return row
    .replace(/^\||\|\s*$/g, '')
    .split(/(?<!\\)\|/)
    .map((cell) => parseInline(cell.trim().replaceAll('\\|', '|')))
}

function parseInline(text: string): Inline[] {
  const found: Inline[] = []
  let from = 0
  for (const match of text.matchAll(INLINE)) {
    if (match.index > from) found.push({ kind: 'text', text: text.slice(from, match.index) })
    const [, code, strong, link, page] = match
    if (code !== undefined) found.push({ kind: 'code', text: code })
    else if (strong !== undefined) found.push({ kind: 'strong', text: strong })
    else found.push({ kind: 'link', text: link!, page: page! })
    from = match.index + match[0].length
  }
  if (from < text.length) found.push({ kind: 'text', text: text.slice(from) })
  return found
}

/** The words of a block, for searching. */
export function blockText(block: Block): string {
  const words = (content: readonly Inline[]): string => content.map(({ text }) => text).join('')
  if (block.kind === 'heading' || block.kind === 'code') return block.text
  if (block.kind === 'paragraph') return words(block.content)
  if (block.kind === 'list') return block.items.map(words).join('\n')
  return block.rows.map((row) => row.map(words).join(' ')).join('\n')
}
