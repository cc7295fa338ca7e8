import catalogue from './event-titles.json'

const key = (provider: string, channel: string, eventId: number | string): string =>
  `${provider}|${channel}|${eventId}`.toLowerCase()

/** Made when the first title is asked for: most commands show none. */
let titles: ReadonlyMap<string, string> | null = null

/** The product's own short title of an event, by provider, channel and id (never by id alone); '' if the catalogue has none. */
export function eventTitle(provider: string, channel: string, eventId: number): string {
  titles ??= load()
  return titles.get(key(provider, channel, eventId)) ?? titles.get(key(provider, '', eventId)) ?? ''
}

function load(): Map<string, string> {
  const found = new Map<string, string>()
  for (const { provider, channel, titles: own } of catalogue) {
    for (const [id, title] of Object.entries(own)) {
      found.set(key(provider, channel, id), title)
      // Archives and forwarded logs carry other channel names.
      found.set(key(provider, '', id), title)
    }
  }
  return found
}
