/** The dialogs of the system. */
import { type BrowserWindow, dialog } from 'electron'
import { EXPORT_EXTENSIONS, type ExportFormat } from '../contract/exports'
import { LOG_EXTENSIONS } from './log-names'

/** Chosen paths; empty where the person cancelled. */
export async function chooseFiles(window: BrowserWindow): Promise<readonly string[]> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Open event logs',
    properties: ['openFile', 'multiSelections', 'dontAddToRecent'],
    filters: [
      { name: 'Event logs', extensions: LOG_EXTENSIONS.map((extension) => extension.slice(1)) },
      { name: 'All files', extensions: ['*'] },
    ],
  })
  return filePaths
}

export async function chooseFolder(window: BrowserWindow): Promise<readonly string[]> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Open a folder of event logs',
    properties: ['openDirectory', 'multiSelections', 'dontAddToRecent'],
  })
  return filePaths
}

/** Where an export goes; null where the person cancelled. */
export async function chooseExportFile(window: BrowserWindow, format: ExportFormat): Promise<string | null> {
  const extension = EXPORT_EXTENSIONS[format]
  const { filePath } = await dialog.showSaveDialog(window, {
    title: 'Export sessions',
    defaultPath: `sessions.${extension}`,
    filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
    properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
  })
  return filePath === '' ? null : filePath
}
