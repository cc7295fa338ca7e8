/** Values of the engine's contract, apart from its schemas, so that the page carries no zod. */
import type { Filter } from './engine'
import type { EventFilter } from './events'

export const EMPTY_FILTER: Filter = { text: '', classes: ['human'] }

/** Fields whose values are listed with counts, in the order of the bar; they are fields of the filter language too. */
export const FACET_IDS = [
  'account',
  'computer',
  'type',
  'end',
  'source',
  'dur',
  'conf',
  'class',
  'tag',
] as const
export type FacetId = (typeof FACET_IDS)[number]

export const SORT_COLUMNS = [
  'account',
  'domain',
  'computer',
  'type',
  'source',
  'start',
  'end',
  'duration',
  'endReason',
  'confidence',
  'events',
] as const

/** Rows that come with a result: more than a screen holds. */
export const FIRST_ROWS = 100

/** Bits of `BarsReply.flags`. */
export const BAR_FLAGS = {
  startUnknown: 1,
  adminCapable: 2,
  elevationUsed: 4,
  pending: 8,
  overflow: 16,
  /** A gap of the evidence lies within the session. */
  incomplete: 32,
} as const

/** Most evidence items that `details` answers with. */
export const EVIDENCE_LIMIT = 2000

/** Most byte ranges that the state of one source carries; more are counted. */
export const RANGE_LIMIT = 200

/** Linked sessions, and single logons of a burst, in one answer. */
export const LINK_LIMIT = 500
/** Sessions that are named where one is looked for. */
export const FOUND_LIMIT = 20
/** Steps of a chain in one answer: more would be a net, not a way. */
export const CHAIN_LIMIT = 64

/** Every record. */
export const ALL_EVENTS: EventFilter = {
  eventId: null,
  computer: null,
  channel: null,
  account: null,
  fromMs: null,
  toMs: null,
  recordId: null,
  behind: null,
  search: null,
  only: null,
}

/** Most bytes of a damaged place that are shown; the file itself has the rest. */
export const SHOWN_BYTES = 4096

/** Most values that a facet of the event browser lists, the commonest first. */
export const EVENT_FACET_LIMIT = 500

/** Other sources of one record that are listed with it. */
export const PLACE_LIMIT = 50

/** Records of one state of a session that are listed with it. */
export const STATE_RECORD_LIMIT = 8

/** What lanes can be ordered by: names with people first, how much happened in them, when they were first or last in use. */
export const LANE_SORTS = ['name', 'sessions', 'first', 'last'] as const
/** Groups of lanes that stand above all others; more are no longer at the top of anything. */
export const MAX_PINNED = 100
/** Sessions whose rows may be asked for at once. */
export const MAX_POSITIONS = 2000
/** Lanes as they come, nothing above. */
export const BY_NAME = { by: 'name', pinned: [] } as const
