/** The application menu: the commands of the page, which tells them, and what the system brings. The way of screen readers and macOS. */
import { Menu, type MenuItemConstructorOptions } from 'electron'
import * as z from 'zod'
import { MENU_LIMITS, type MenuLine, type MenuPart } from '../contract/menu'
import type { Shell } from './bridge-calls'

const menuText = z.string().max(MENU_LIMITS.text)
export const menuSchema = z
  .array(
    z.object({
      label: menuText,
      groups: z
        .array(
          z
            .array(z.object({ id: menuText, title: menuText, key: menuText, enabled: z.boolean() }))
            .max(MENU_LIMITS.lines),
        )
        .max(MENU_LIMITS.groups),
    }),
  )
  .max(MENU_LIMITS.parts)

type Items = MenuItemConstructorOptions[]

/** @param parts none before the page has told them */
export function setApplicationMenu(shell: Shell, parts: readonly MenuPart[], devTools: boolean): void {
  const [first, ...others] = parts.map((part) => partMenu(shell, part))
  const menu: Items = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    { label: '&File', submenu: [...linesOf(first), { role: 'quit' }] },
    { role: 'editMenu' },
    ...others.map(({ label, submenu }) => nativeMenu(label, submenu, devTools)),
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu))
}

interface PartMenu {
  readonly label: string
  readonly submenu: Items
}

function linesOf(part: PartMenu | undefined): Items {
  return part === undefined ? [] : [...part.submenu, { type: 'separator' }]
}

/** What the system adds to a menu of ours. */
function nativeMenu(label: string, submenu: Items, devTools: boolean): MenuItemConstructorOptions {
  if (label === 'Help') return { label, role: 'help', submenu }
  if (label !== 'View') return { label, submenu }
  return {
    label,
    submenu: [
      ...submenu,
      { type: 'separator' },
      { role: 'togglefullscreen' },
      ...(devTools ? [{ role: 'toggleDevTools' } as const] : []),
    ],
  }
}

function partMenu({ engine }: Shell, { label, groups }: MenuPart): PartMenu {
  const item = ({ id, title, key, enabled }: MenuLine): MenuItemConstructorOptions => {
    return {
      // A menu takes & for the mark of its key.
      label: title.replaceAll('&', '&&'),
      enabled,
      // The page acts on these keys itself; here they are shown only (macOS sends them to the menu whatever is set).
      ...(key === '' ? {} : { accelerator: acceleratorOf(key), registerAccelerator: false }),
      click: () => engine.notify({ sojourn: 'command', id }),
    }
  }
  const submenu = groups.flatMap((lines, place): Items => [
    ...(place === 0 ? [] : [{ type: 'separator' } as const]),
    ...lines.map(item),
  ])
  return { label, submenu }
}

function acceleratorOf(key: string): string {
  return key.replace('Ctrl+', 'CmdOrCtrl+').replace(/\+$/, 'Plus')
}
