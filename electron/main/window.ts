/** The one window. */
import { BrowserWindow, type Rectangle, nativeTheme, screen } from 'electron'
import { APP_ORIGIN } from '../contract/channels'
import { PRELOAD_FILE } from './app-folders'
import type { SettingsFile } from './settings'

const DEFAULT_SIZE = { width: 1440, height: 900 }
const MINIMUM_SIZE = { minWidth: 1000, minHeight: 640 }
/** Height of the title row that the page draws where the system gives it that room (ux.md 2). */
const TITLE_HEIGHT = 44
const SURFACE = { light: '#f6f7f9', dark: '#1a1e23' }
const INK = { light: '#171b21', dark: '#e7eaee' }

export function createWindow(settings: SettingsFile, devTools: boolean): BrowserWindow {
  const remembered = settings.get()
  const window = new BrowserWindow({
    ...DEFAULT_SIZE,
    ...visibleBounds(remembered.bounds),
    ...MINIMUM_SIZE,
    ...titleBar(),
    title: 'Sojourn',
    show: false,
    backgroundColor: SURFACE[themeNow()],
    autoHideMenuBar: true,
    webPreferences: {
      preload: PRELOAD_FILE,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      webviewTag: false,
      spellcheck: false,
      navigateOnDragDrop: false,
      devTools,
    },
  })
  if (remembered.maximized) window.maximize()
  window.once('ready-to-show', () => window.show())
  window.on('close', () =>
    settings.update({ bounds: window.getNormalBounds(), maximized: window.isMaximized() }),
  )
  const followTheme = (): void => {
    window.setBackgroundColor(SURFACE[themeNow()])
    if (process.platform === 'win32') window.setTitleBarOverlay(overlay())
  }
  nativeTheme.on('updated', followTheme)
  window.once('closed', () => nativeTheme.off('updated', followTheme))
  void window.loadURL(`${APP_ORIGIN}/index.html`)
  return window
}

function themeNow(): 'light' | 'dark' {
  return nativeTheme.shouldUseDarkColors ? 'dark' : 'light'
}

function overlay(): { color: string; symbolColor: string; height: number } {
  return { color: SURFACE[themeNow()], symbolColor: INK[themeNow()], height: TITLE_HEIGHT }
}

/** Windows and macOS draw their buttons over the page's title row; Linux follows the desktop. */
function titleBar(): { titleBarStyle?: 'hidden'; titleBarOverlay?: ReturnType<typeof overlay> } {
  if (process.platform === 'linux') return {}
  return { titleBarStyle: 'hidden', ...(process.platform === 'win32' ? { titleBarOverlay: overlay() } : {}) }
}

/** The remembered place, unless its screen is gone. */
function visibleBounds(bounds: Rectangle | null): Partial<Rectangle> {
  if (bounds === null) return {}
  const { workArea } = screen.getDisplayMatching(bounds)
  const overlaps =
    bounds.x < workArea.x + workArea.width &&
    bounds.x + bounds.width > workArea.x &&
    bounds.y < workArea.y + workArea.height &&
    bounds.y + bounds.height > workArea.y
  return overlaps ? bounds : { width: bounds.width, height: bounds.height }
}
