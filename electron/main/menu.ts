/** The application menu: everything in it is also a command of the page, this is the way of screen readers and macOS. */
import { Menu, type MenuItemConstructorOptions, nativeTheme } from 'electron'
import { type Preferences, STANDARD_PREFERENCES } from '../contract/preferences'
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
    { label: '&Help', role: 'help', submenu: [help(shell), about(shell)] },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu))
}

function help({ engine }: Shell): MenuItemConstructorOptions {
  return {
    label: '&Help',
    accelerator: 'F1',
    registerAccelerator: false,
    click: () => engine.notify({ sojourn: 'sheet', sheet: 'help' }),
  }
}

function about({ engine }: Shell): MenuItemConstructorOptions {
  return { label: '&About Sojourn', click: () => engine.notify({ sojourn: 'about' }) }
}

function fileMenu(shell: Shell): MenuItemConstructorOptions {
  const { window, opener, warn } = shell
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
      {
        label: 'Open from another &place…',
        click: () => shell.engine.notify({ sojourn: 'sheet', sheet: 'place' }),
      },
      item('Open the &sample case', () => Promise.resolve([SAMPLE_FOLDER])),
      { type: 'separator' },
      command('&New case', () => opener.newCase()),
      command('Open &case…', () => opener.chooseCase()),
      command('&Save case', () => opener.save(false), 'CmdOrCtrl+S'),
      command('Save case &as…', () => opener.save(true), 'CmdOrCtrl+Shift+S'),
      { type: 'separator' },
      {
        label: 'Se&ttings…',
        accelerator: 'CmdOrCtrl+,',
        registerAccelerator: false,
        click: () => shell.engine.notify({ sojourn: 'sheet', sheet: 'settings' }),
      },
      { type: 'separator' },
      { role: 'quit' },
    ],
  }
}

function viewMenu({ preferences }: Shell, devTools: boolean): MenuItemConstructorOptions {
  const theme = (label: string, value: Preferences['theme']): MenuItemConstructorOptions => ({
    label,
    type: 'radio',
    checked: nativeTheme.themeSource === value,
    click: () => preferences.change({ theme: value }),
  })
  const zoom = (label: string, accelerator: string, click: () => void): MenuItemConstructorOptions => ({
    label,
    accelerator,
    click,
  })
  return {
    label: '&View',
    submenu: [
      zoom('Actual si&ze', 'CmdOrCtrl+0', () => preferences.change({ zoom: STANDARD_PREFERENCES.zoom })),
      zoom('Zoom &in', 'CmdOrCtrl+Plus', () => preferences.zoomBy(1)),
      // The same key without Shift.
      { ...zoom('Zoom in', 'CmdOrCtrl+=', () => preferences.zoomBy(1)), visible: false },
      zoom('Zoom &out', 'CmdOrCtrl+-', () => preferences.zoomBy(-1)),
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
