/** The application menu, made of the registry: main is told it whenever a line can be chosen that could not be before. */
import type { MenuLine, MenuPart } from '../../electron/contract/menu'
import { COMMANDS, isAvailable } from '../commands'
import { listenToWindow } from '../state/engine-client'
import { useStore } from '../state/store'
import type { Command, CommandArea } from './command'

/** Menus and the areas of their commands. Main adds what the system brings: Quit to the first, and to View and Help. */
const PARTS: readonly { readonly label: string; readonly areas: readonly CommandArea[] }[] = [
  { label: 'File', areas: ['Evidence', 'Case'] },
  { label: 'View', areas: ['View', 'Application'] },
  { label: 'Filter', areas: ['Filter'] },
  { label: 'Timeline', areas: ['Timeline'] },
  { label: 'Rows', areas: ['Grid'] },
  { label: 'Help', areas: ['Help'] },
]
/** Changes come in bursts, up to one a frame. */
const REST_MS = 250

export function menuParts(): MenuPart[] {
  return PARTS.map(({ label, areas }) => ({
    label,
    groups: areas.map((area) => COMMANDS.filter((command) => command.area === area).map(lineOf)),
  }))
}

function lineOf(command: Command): MenuLine {
  const { id, title, keys, scope } = command
  const [key = ''] = keys
  return { id, title, key: scope === 'anywhere' ? key : '', enabled: isAvailable(command) }
}

/** What was offered a moment ago may not be possible any more. */
function runAvailable(id: string): void {
  const command = COMMANDS.find((one) => one.id === id)
  if (command !== undefined && isAvailable(command)) command.run()
}

/** Tells main the menu and runs what is chosen there; returns the way to stop. */
export function keepMenu(): () => void {
  let told = ''
  let rest: ReturnType<typeof setTimeout> | undefined
  const tell = (): void => {
    rest = undefined
    const parts = menuParts()
    const text = JSON.stringify(parts)
    if (text === told) return
    told = text
    void window.sojourn.setMenu(parts)
  }
  tell()
  const stop = useStore.subscribe(() => {
    rest ??= setTimeout(tell, REST_MS)
  })
  const deafen = listenToWindow((notice) => {
    if (notice.sojourn === 'command') runAvailable(notice.id)
  })
  return () => {
    clearTimeout(rest)
    stop()
    deafen()
  }
}
