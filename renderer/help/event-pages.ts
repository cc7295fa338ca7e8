/** The event reference: every event of the catalogue with its title, fields, audit subcategory and older numbers. */
import titles from '../../electron/core/events/event-titles.json'
import type { EventName } from '../state/help-slice'
import reference from './event-reference.json'
import { EVENT_REMARKS } from './guide'
import type { Block } from './markdown'

export interface EventPage {
  readonly eventId: number
  readonly title: string
  readonly provider: string
  readonly channel: string
  /** Audit subcategory in the Security log; elsewhere what the event is about. */
  readonly group: string
  readonly fields: readonly string[]
  /** Numbers of the same event before Windows Vista, as `529-537,539`. */
  readonly before: string
  /** What it means for sessions; empty for events that sessions are not made of. */
  readonly remarks: readonly Block[]
}

interface Entry {
  readonly group?: string
  readonly fields?: readonly string[]
  readonly before?: string
}

const key = (provider: string, eventId: string): string => `${provider}|${eventId}`

export const EVENT_PAGES: readonly EventPage[] = allPages()

function allPages(): EventPage[] {
  const entries = new Map<string, Entry>()
  for (const { provider, events } of reference) {
    for (const [eventId, entry] of Object.entries<Entry>(events)) entries.set(key(provider, eventId), entry)
  }
  return titles.flatMap(({ provider, channel, titles: named }) =>
    Object.entries<string>(named).map(([eventId, title]) => {
      const { group = '', fields = [], before = '' } = entries.get(key(provider, eventId)) ?? {}
      const remarks = EVENT_REMARKS.get(`${eventId} ${shortChannel(channel)}`) ?? []
      return { eventId: Number(eventId), title, provider, channel, group, fields, before, remarks }
    }),
  )
}

/** `LocalSessionManager` of `Microsoft-Windows-TerminalServices-LocalSessionManager/Operational`. */
export function shortChannel(channel: string): string {
  return channel.replace(/\/(Operational|Admin)$/, '').replace(/^.*-/, '')
}

/** Pages that an event can be: of its provider, else of its log, else of its number alone; older numbers of Security too. */
export function pagesOf({ eventId, channel, provider }: EventName): readonly EventPage[] {
  const numbered = EVENT_PAGES.filter((page) => page.eventId === eventId)
  const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()
  const ofProvider = numbered.filter((page) => same(page.provider, provider))
  if (ofProvider.length > 0) return ofProvider
  const inChannel = numbered.filter((page) => same(page.channel, channel))
  if (inChannel.length > 0) return inChannel
  if (same(channel, 'Security')) {
    const older = EVENT_PAGES.filter(({ before }) => holdsNumber(before, eventId))
    if (older.length > 0) return older
  }
  return numbered
}

function holdsNumber(before: string, eventId: number): boolean {
  return before.split(',').some((part) => {
    const [first, last = first] = part.split('-').map(Number)
    return first !== undefined && last !== undefined && first <= eventId && eventId <= last
  })
}
