/** What each call of the page does (contract/bridge.ts). */
import { type BrowserWindow, app, clipboard, nativeTheme } from 'electron'
import { randomUUID } from 'node:crypto'
import * as z from 'zod'
import {
  type AppInfo,
  IPC,
  type OpenResult,
  exportFormatSchema,
  pathsSchema,
  themeSchema,
} from '../contract/bridge'
import { SAMPLE_FOLDER } from './app-folders'
import { chooseExportFile, chooseFiles, chooseFolder } from './dialogs'
import type { EngineHost } from './engine-host'
import { answer, nothing } from './ipc'
import type { LogOpener } from './open-logs'
import type { SettingsFile } from './settings'

/** The largest record as XML with room to spare; a whole table goes through export. */
const CLIPBOARD_LIMIT = 4_000_000

export interface Shell {
  readonly window: BrowserWindow
  readonly engine: EngineHost
  readonly opener: LogOpener
  readonly settings: SettingsFile
}

export function answerBridge({ window, engine, opener, settings }: Shell): void {
  const { webContents } = window
  const openChosen = async (paths: readonly string[]): Promise<OpenResult> =>
    paths.length === 0 ? { cancelled: true } : opener.open(paths)

  answer(webContents, IPC.openFiles, nothing, async () => openChosen(await chooseFiles(window)))
  answer(webContents, IPC.openFolder, nothing, async () => openChosen(await chooseFolder(window)))
  answer(webContents, IPC.openSample, nothing, () => opener.open([SAMPLE_FOLDER]))
  answer(webContents, IPC.openPaths, z.tuple([pathsSchema]), (paths) => opener.open(paths))
  answer(webContents, IPC.connect, nothing, () => engine.connect())
  answer(webContents, IPC.setTheme, z.tuple([themeSchema]), (theme) => {
    nativeTheme.themeSource = theme
    settings.update({ theme })
  })
  answer(webContents, IPC.copyText, z.tuple([z.string().max(CLIPBOARD_LIMIT)]), (text) =>
    clipboard.writeText(text),
  )
  answer(webContents, IPC.chooseExport, z.tuple([exportFormatSchema]), async (format) => {
    const path = await chooseExportFile(window, format)
    if (path === null) return { cancelled: true }
    const ticket = randomUUID()
    engine.exportTo(ticket, path, app.getVersion())
    return { ticket }
  })
  answer(webContents, IPC.appInfo, nothing, appInfo)
}

function appInfo(): AppInfo {
  return {
    version: app.getVersion(),
    electron: process.versions.electron,
    platform: process.platform,
    localZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
}
