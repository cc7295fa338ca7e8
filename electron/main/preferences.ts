/** Puts preferences to work: theme and zoom in main, the rest in the page, which is told of every change. */
import { type BrowserWindow, nativeTheme } from 'electron'
import type { WindowNotice } from '../contract/bridge'
import { WINDOW_NOTICE } from '../contract/channels'
import type { Preferences } from '../contract/preferences'
import type { PreferenceChange, SettingsFile } from './settings'

/** The preferences in force: whoever changes them (page, menu) goes through here. */
export class PreferenceDesk {
  /** Hears of the code page that logs are to be read with from now on. */
  onCodePage: (name: string) => void = () => undefined

  constructor(
    private readonly window: BrowserWindow,
    private readonly settings: SettingsFile,
  ) {
    // Chromium forgets the factor with every load.
    window.webContents.on('did-finish-load', () => this.applyZoom())
  }

  get(): Preferences {
    return this.settings.preferences()
  }

  /** Remembers, applies, and tells the page. */
  change(change: PreferenceChange): void {
    this.settings.update(change)
    if (change.theme !== undefined) nativeTheme.themeSource = change.theme
    if (change.zoom !== undefined) this.applyZoom()
    if (change.codePage !== undefined) this.onCodePage(change.codePage)
    if (this.window.isDestroyed()) return
    const notice: WindowNotice = { sojourn: 'preferences', preferences: this.get() }
    this.window.webContents.postMessage(WINDOW_NOTICE, notice)
  }

  private applyZoom(): void {
    if (!this.window.isDestroyed()) this.window.webContents.setZoomFactor(this.get().zoom / 100)
  }
}
