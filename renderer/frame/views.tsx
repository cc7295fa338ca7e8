/** What each view of the rail shows. The names, their order and their icons are in `state/views`. */
import type { ComponentType } from 'react'
import type { ViewId } from '../state/views'
import { AccountsView } from './accounts-view'
import { EventsView } from './events-view'
import { EvidenceView } from './evidence-view'
import { SessionsView } from './sessions-view'
import { TimelineView } from './timeline-view'

/** Fills everything between rail and status bar, the slot at the right included. */
export const VIEW_COMPONENTS: { readonly [V in ViewId]: ComponentType } = {
  timeline: TimelineView,
  sessions: SessionsView,
  events: EventsView,
  accounts: AccountsView,
  evidence: EvidenceView,
}
