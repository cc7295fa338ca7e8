/** The user guide: `docs/guide/*.md` as they were when the page was built, in the order of their file names. */
import { type Block, parseMarkdown } from './markdown'

export interface GuidePage {
  /** File name without number and ending: what links between pages say. */
  readonly id: string
  readonly title: string
  readonly blocks: readonly Block[]
}

const FILES = import.meta.glob<string>('../../docs/guide/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
})

export const GUIDE: readonly GuidePage[] = Object.entries(FILES)
  .toSorted(([one], [other]) => (one < other ? -1 : 1))
  .map(([file, text]) => {
    const blocks = parseMarkdown(text)
    const [first] = blocks
    return {
      id: pageId(file),
      title: first?.kind === 'heading' ? first.text : pageId(file),
      blocks,
    }
  })

function pageId(file: string): string {
  return file.slice(file.lastIndexOf('/') + 1).replace(/^\d+-|\.md$/g, '')
}

/** Remarks on events by number and log (`4624 Security`): the sections of `docs/events.md`. */
export const EVENT_REMARKS: ReadonlyMap<string, readonly Block[]> = sections()

function sections(): Map<string, Block[]> {
  const [text = ''] = Object.values(
    import.meta.glob<string>('../../docs/events.md', { query: '?raw', import: 'default', eager: true }),
  )
  const found = new Map<string, Block[]>()
  let current: Block[] = []
  for (const block of parseMarkdown(text)) {
    if (block.kind === 'heading' && block.level === 2) {
      current = []
      found.set(block.text, current)
    } else current.push(block)
  }
  return found
}
