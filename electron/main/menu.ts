/** The application menu: everything in it is also a command of the page, this is the way of screen readers and macOS. */
import { Menu, type MenuItemConstructorOptions, nativeTheme } from 'electron'
import type { Theme } from '../contract/bridge'
import { SAMPLE_FOLDER } from './app-folders'
import type { CaseAnswer } from '../contract/case-file'
import type { Shell } from './bridge-calls'
import { chooseFiles, chooseFolder } from './dialogs'

/** Sets the menu, and again whenever the theme changes, so that its mark stands where the page put it. */
export function keepApplicationMenu(shell: Shell, devTools: boolean): void {
  setApplicationMenu(shell, devTools)
  nativeTheme.on('updated', () => setApplicationMenu(shell, devTools))
}

function setApplicationMenu(shell: Shell, devTools: boolean): void {
  const menu: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    fileMenu(shell),
    { role: 'editMenu' },
    viewMenu(shell, devTools),
    { label: '&Help', role: 'help', submenu: [about(shell)] },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu))
}

function about({ engine }: Shell): MenuItemConstructorOptions {
  return { label: '&About Sojourn', click: () => engine.notify({ sojourn: 'about' }) }
}

function fileMenu({ window, opener, warn }: Shell): MenuItemConstructorOptions {
  const item = (label: string, choose: () => Promise<readonly string[]>, accelerator?: string) => ({
    label,
    // The page acts on these keys itself; here they are shown only (macOS sends them to the menu whatever is set).
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
    click: () => void choose().then((paths) => opener.openUnasked(paths)),
  })
  const command = (label: string, run: () => Promise<CaseAnswer>, accelerator?: string) => ({
    label,
    ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }),
    click: () => void run().then(({ message }) => (message === null ? undefined : warn(message))),
  })
  return {
    label: '&File',
    submenu: [
      item('&Open files…', () => chooseFiles(window), 'CmdOrCtrl+O'),
      item('Open &folder…', () => chooseFolder(window), 'CmdOrCtrl+Shift+O'),
      item('Open the &sample case', () => Promise.resolve([SAMPLE_FOLDER])),
      { type: 'separator' },
      command('&New case', () => opener.newCase()),
      command('Open &case…', () => opener.chooseCase()),
      command('&Save case', () => opener.save(false), 'CmdOrCtrl+S'),
      command('Save case &as…', () => opener.save(true), 'CmdOrCtrl+Shift+S'),
      { type: 'separator' },
      { role: 'quit' },
    ],
  }
}

function viewMenu({ settings }: Shell, devTools: boolean): MenuItemConstructorOptions {
  const theme = (label: string, value: Theme): MenuItemConstructorOptions => ({
    label,
    type: 'radio',
    checked: nativeTheme.themeSource === value,
    click: () => {
      nativeTheme.themeSource = value
      settings.update({ theme: value })
    },
  })
  return {
    label: '&View',
    submenu: [
      { role: 'resetZoom' },
      { role: 'zoomIn' },
      { role: 'zoomOut' },
      { type: 'separator' },
      theme('As the &system', 'system'),
      theme('&Light', 'light'),
      theme('&Dark', 'dark'),
      { type: 'separator' },
      { role: 'togglefullscreen' },
      ...(devTools ? [{ role: 'toggleDevTools' } as const] : []),
    ],
  }
}
