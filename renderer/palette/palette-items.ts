/** What the palette offers for what was typed. Groups stand in a fixed order; in each the best hit comes first. */
import { endReasonWord } from '../../electron/core/text/end-reasons'
import { visibleName } from '../../electron/core/text/visible-text'
import { COMMANDS, type Command, isAvailable } from '../commands'
import { filterSessions } from '../state/value-actions'
import type { AppState } from '../state/store'
import { zoneName, zoneOf } from '../state/view-slice'
import { spansYears } from '../state/result-slice'
import { dayTimeText, fullTimeText } from '../state/zone-format'
import type { IconName } from '../theme/icons'
import type { MarkName } from '../theme/marks'
import { accountName } from '../ui/account-name'
import { counted, countText } from '../ui/numbers'
import { bestMatches } from './match-rank'
import { typedTime } from './typed-time'
import type { FoundSessions } from './use-found-sessions'

export interface PaletteItem {
  readonly id: string
  readonly icon: IconName
  /** In place of the icon: how a session ends that a command is about, of which type a session is. */
  readonly mark?: MarkName
  readonly logonType?: number | null
  /** Before the text, strong: an event number. */
  readonly lead?: string
  readonly text: string
  readonly detail: string
  readonly key?: string
  /** Event number, for F1. */
  readonly eventId?: number
  /** What Enter does, and Alt+Enter (`exclude`), which for most is the same. */
  readonly run: (exclude: boolean) => void
}

export interface PaletteGroup {
  readonly name: string
  readonly items: readonly PaletteItem[]
}

/** An event number of the case, as the engine counts it. */
export interface CountedEvent {
  readonly eventId: number
  readonly title: string
  readonly count: number
}

export const PREFIXES = {
  '>': 'commands',
  '@': 'names',
  '#': 'event id',
  ':': 'go to time',
} as const
type Prefix = keyof typeof PREFIXES

/** Lines of a group while nothing says which group is meant, and when one is. */
const FEW = 6
const MANY = 40

/** Half of what the timeline shows around a time that was asked for. */
const AROUND_MS = 30 * 60_000

export function paletteGroups(
  typed: string,
  state: AppState,
  events: readonly CountedEvent[],
  found: FoundSessions,
): PaletteGroup[] {
  const prefix = typed[0] !== undefined && typed[0] in PREFIXES ? (typed[0] as Prefix) : null
  const text = prefix === null ? typed : typed.slice(1)
  const limit = prefix === null ? FEW : MANY
  const wants = (one: Prefix): boolean =>
    prefix === one || (prefix === null && (one === '>' || text.trim() !== ''))
  return [
    {
      name: 'Commands',
      items: wants('>') ? commandItems(text, prefix === null && text !== '' ? FEW : MANY) : [],
    },
    { name: 'Accounts', items: wants('@') ? accountItems(text, state, limit) : [] },
    { name: 'Computers', items: wants('@') ? computerItems(text, state, limit) : [] },
    {
      name: found.matched > FEW ? `Sessions, ${FEW} of ${countText(found.matched)}` : 'Sessions',
      items: prefix === null && text.trim() !== '' ? sessionItems(found, state) : [],
    },
    { name: 'Events', items: wants('#') ? eventItems(text, state, events, limit) : [] },
    { name: 'Numbers', items: wants('#') ? numberItems(text.trim(), state) : [] },
    { name: 'Time', items: wants(':') ? timeItems(text, state) : [] },
  ].filter(({ items }) => items.length > 0)
}

function commandItems(text: string, limit: number): PaletteItem[] {
  const offered = COMMANDS.filter((command) => command.id !== 'palette' && isAvailable(command))
  return bestMatches(offered, text, ({ title }) => title, limit).map(commandItem)
}

function commandItem({ id, icon, mark, title, area, keys, run }: Command): PaletteItem {
  return {
    id,
    icon,
    text: title,
    detail: area,
    ...(mark === undefined ? {} : { mark }),
    ...(keys[0] === undefined ? {} : { key: keys[0] }),
    run: () => run(),
  }
}

function accountItems(text: string, state: AppState, limit: number): PaletteItem[] {
  const accounts = state.result?.facets.account ?? []
  return bestMatches(accounts, text, ({ label }) => label, limit).map(({ value, label, count }) => {
    return {
      id: `account ${value}`,
      icon: 'user',
      text: visibleName(label),
      detail: counted(count, 'session'),
      run: (exclude) => filterSessions(exclude ? 'exclude' : 'include', { kind: 'account', value }),
    }
  })
}

function computerItems(text: string, state: AppState, limit: number): PaletteItem[] {
  const computers = state.result?.facets.computer ?? []
  return bestMatches(computers, text, ({ label }) => label, limit).map(({ value, label, count }) => {
    return {
      id: `computer ${value}`,
      icon: 'server',
      text: visibleName(label),
      detail: counted(count, 'session'),
      run: (exclude) => filterSessions(exclude ? 'exclude' : 'include', { kind: 'computer', value }),
    }
  })
}

function sessionItems({ rows }: FoundSessions, state: AppState): PaletteItem[] {
  return rows.slice(0, FEW).map((row) => {
    const zone = zoneOf(state, row.computer)
    const { start, end } = row
    const timeMs = end.best ?? end.latest ?? start.best ?? start.earliest ?? start.latest
    return {
      id: `session ${row.id}`,
      icon: 'timeline',
      logonType: row.logonType,
      text: `${accountName(row)} on ${visibleName(row.computer)}`,
      detail: [
        row.logonType === null ? '' : `type ${row.logonType},`,
        endReasonWord(row.endReason),
        timeMs === null ? '' : dayTimeText(zone, timeMs, spansYears(state)),
      ]
        .join(' ')
        .trim(),
      run: () => {
        state.showView('timeline')
        state.select({ session: row.session, id: row.id })
        state.showSidePane('details')
      },
    }
  })
}

function eventItems(
  text: string,
  state: AppState,
  events: readonly CountedEvent[],
  limit: number,
): PaletteItem[] {
  return bestMatches(events, text, ({ eventId, title }) => `${eventId} ${title}`, limit).map(
    ({ eventId, title, count }) => {
      return {
        id: `event ${eventId}`,
        icon: 'list',
        lead: String(eventId),
        eventId,
        text: title,
        detail: counted(count, 'record'),
        run: (exclude) => state.showEvents({ eventId: { values: [String(eventId)], not: exclude } }),
      }
    },
  )
}

/** What an alert names: a record ID, a logon ID. */
function numberItems(text: string, state: AppState): PaletteItem[] {
  if (/^\d{1,20}$/.test(text)) {
    return [
      {
        id: 'record',
        icon: 'list',
        text: `Records with the record ID ${text}`,
        detail: 'Events',
        run: () => state.showEvents({ recordId: text }),
      },
    ]
  }
  if (!/^0x[0-9a-f]{1,16}$/i.test(text)) return []
  return [
    {
      id: 'logon',
      icon: 'timeline',
      text: `Sessions with the logon ID ${text}`,
      detail: 'Filter',
      run: (exclude) => state.changeTerm(null, { field: 'logon', not: exclude, values: [text] }),
    },
  ]
}

function timeItems(text: string, state: AppState): PaletteItem[] {
  const zone = zoneName(state)
  const near = state.timeWindow?.fromMs ?? state.result?.extent?.toMs
  const timeMs = near === undefined ? null : typedTime(text, zone, near)
  if (timeMs === null) return []
  return [
    {
      id: 'time',
      icon: 'clock',
      text: `Go to ${fullTimeText(zone, timeMs)}`,
      detail: 'Timeline',
      run: () => {
        state.showView('timeline')
        state.setTimeWindow({ fromMs: timeMs - AROUND_MS, toMs: timeMs + AROUND_MS })
      },
    },
  ]
}
