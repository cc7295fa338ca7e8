/** Numbers of the event kinds as they stand in the `kind` column. */
import { EVENT_KINDS, type EventKind } from '../../events/event-kinds'

export const KIND = Object.fromEntries(EVENT_KINDS.map((kind, index) => [kind, index])) as Readonly<
  Record<EventKind, number>
>
