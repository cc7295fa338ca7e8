import catalogue from './event-titles.json'

const key = (provider: string, channel: string, eventId: number | string): string =>
  `${provider}|${channel}|${eventId}`.toLowerCase()

const TITLES = new Map<string, string>()
for (const { provider, channel, titles } of catalogue) {
  for (const [id, title] of Object.entries(titles)) {
    TITLES.set(key(provider, channel, id), title)
    // Archives and forwarded logs carry other channel names.
    TITLES.set(key(provider, '', id), title)
  }
}

/** The product's own short title of an event, by provider, channel and id (never by id alone); '' if the catalogue has none. */
export function eventTitle(provider: string, channel: string, eventId: number): string {
  return TITLES.get(key(provider, channel, eventId)) ?? TITLES.get(key(provider, '', eventId)) ?? ''
}
