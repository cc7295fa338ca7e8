/** The views of the rail, in its order: their names and icons. `frame/views.tsx` says what each of them shows. */
import type { IconName } from '../theme/icons'

/** What a view is called: id for state and commands, label for people. */
export interface ViewName {
  readonly id: string
  readonly label: string
  readonly icon: IconName
}

export const VIEWS = [
  { id: 'timeline', label: 'Timeline', icon: 'timeline' },
  { id: 'sessions', label: 'Sessions', icon: 'table' },
  { id: 'events', label: 'Events', icon: 'list' },
  { id: 'accounts', label: 'Accounts', icon: 'user' },
  { id: 'evidence', label: 'Evidence', icon: 'evidence' },
] as const satisfies readonly ViewName[]

export type ViewId = (typeof VIEWS)[number]['id']
