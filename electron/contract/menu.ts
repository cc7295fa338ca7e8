/** The application menu as the page describes it: its commands, since they live in one registry there. */
export interface MenuLine {
  readonly id: string
  readonly title: string
  /** As `Ctrl+Shift+O`; '' for none, and for keys that act in a pane only. */
  readonly key: string
  readonly enabled: boolean
}

export interface MenuPart {
  readonly label: string
  /** Between two groups stands a line. */
  readonly groups: readonly (readonly MenuLine[])[]
}

/** More than the registry has. */
export const MENU_LIMITS = { parts: 20, groups: 20, lines: 100, text: 200 } as const
