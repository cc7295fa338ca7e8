import type { IconName } from '../theme/icons'
import type { MarkName } from '../theme/marks'

/** Where a command belongs: the word at the right of its line, and the heading in the sheet of keys. */
export const COMMAND_AREAS = [
  'Application',
  'Case',
  'Evidence',
  'View',
  'Filter',
  'Timeline',
  'Grid',
  'Help',
] as const
export type CommandArea = (typeof COMMAND_AREAS)[number]

export interface Command {
  readonly id: string
  readonly title: string
  readonly area: CommandArea
  readonly icon: IconName
  /** The end that it is about, in place of the icon. */
  readonly mark?: MarkName
  /** Keys as `Ctrl+Shift+O`, `/`, `Z`, `F6`; letters and digits by their place on the keyboard, whatever is printed there. */
  readonly keys: readonly string[]
  /** `anywhere`, only while focus is in a data pane (so that letters stay letters in fields), or handled by the pane itself. */
  readonly scope: 'anywhere' | 'data' | 'pane'
  /** Left out: always. */
  readonly when?: () => boolean
  readonly run: () => void
}
