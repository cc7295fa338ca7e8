/** Search in guide and event reference: every word must occur; titles count more than text. */
import { EVENT_PAGES, type EventPage, shortChannel } from './event-pages'
import { GUIDE } from './guide'
import { blockText } from './markdown'

export type HelpPlace =
  | { readonly kind: 'guide'; readonly page: string; readonly heading: string | null }
  | { readonly kind: 'event'; readonly page: EventPage }

export interface HelpHit {
  readonly place: HelpPlace
  readonly title: string
  /** Where it is: the page of a section, the log of an event. */
  readonly where: string
}

interface Entry extends HelpHit {
  readonly folded: string
  readonly text: string
}

/** Hits that are listed; more say that the search is too wide. */
export const HIT_LIMIT = 50

let index: readonly Entry[] | null = null

function entries(): readonly Entry[] {
  index ??= [...guideEntries(), ...EVENT_PAGES.map(eventEntry)]
  return index
}

function guideEntries(): Entry[] {
  return GUIDE.flatMap(({ id, title, blocks }) => {
    const found: { heading: string | null; text: string }[] = [{ heading: null, text: '' }]
    for (const block of blocks) {
      if (block.kind === 'heading' && block.level === 2) found.push({ heading: block.text, text: '' })
      else found.at(-1)!.text += `${blockText(block)}\n`
    }
    return found.map(({ heading, text }) => ({
      place: { kind: 'guide', page: id, heading } as const,
      title: heading ?? title,
      where: title,
      folded: `${heading ?? ''} ${title}`.toLowerCase(),
      text: text.toLowerCase(),
    }))
  })
}

function eventEntry(page: EventPage): Entry {
  const title = `${page.eventId} ${page.title}`
  return {
    place: { kind: 'event', page },
    title,
    where: shortChannel(page.channel),
    folded: `${title} ${page.before}`.toLowerCase(),
    text: [page.provider, page.channel, page.group, ...page.fields, ...page.remarks.map(blockText)]
      .join(' ')
      .toLowerCase(),
  }
}

/** At most HIT_LIMIT hits, the best first; none for a search without words. */
export function searchHelp(wanted: string): readonly HelpHit[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  const ranked = entries().flatMap((entry, order) => {
    if (!words.every((word) => entry.folded.includes(word) || entry.text.includes(word))) return []
    const first = entry.folded.trimStart().startsWith(words[0]!) ? 0 : 1
    const titled = words.every((word) => entry.folded.includes(word)) ? 0 : 2
    return [{ entry, rank: first + titled, order }]
  })
  return ranked
    .toSorted((one, other) => one.rank - other.rank || one.order - other.order)
    .slice(0, HIT_LIMIT)
    .map(({ entry }) => entry)
}
