/** The dialogs of the system. */
import { type BrowserWindow, dialog } from 'electron'
import { CASE_EXTENSION } from '../contract/case-constants'
import { visibleText } from '../core/text/visible-text'
import { EXPORT_EXTENSIONS, type ExportFormat } from '../contract/exports'
import { ARCHIVE_EXTENSIONS, LOG_EXTENSIONS } from './log-names'

/** Chosen paths; empty where the person cancelled. */
export async function chooseFiles(window: BrowserWindow): Promise<readonly string[]> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Open event logs or a case',
    properties: ['openFile', 'multiSelections', 'dontAddToRecent'],
    filters: [
      {
        name: 'Event logs, archives and cases',
        extensions: [...LOG_EXTENSIONS, ...ARCHIVE_EXTENSIONS, CASE_EXTENSION].map((extension) =>
          extension.slice(1),
        ),
      },
      { name: 'All files', extensions: ['*'] },
    ],
  })
  return filePaths
}

const CASE_FILTERS = [{ name: 'Sojourn case', extensions: [CASE_EXTENSION.slice(1)] }]

/** A case file; null where the person cancelled. */
export async function chooseCaseFile(window: BrowserWindow): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Open a case file',
    properties: ['openFile', 'dontAddToRecent'],
    filters: CASE_FILTERS,
  })
  return filePaths[0] ?? null
}

/** Where a case is saved; null where the person cancelled. */
export async function chooseNewCaseFile(
  window: BrowserWindow,
  present: string | null,
): Promise<string | null> {
  const { filePath } = await dialog.showSaveDialog(window, {
    title: 'Save the case',
    defaultPath: present ?? `case${CASE_EXTENSION}`,
    filters: CASE_FILTERS,
    properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
  })
  return filePath === '' ? null : filePath
}

/** A log of the case that is not where it was; null where the person cancelled. */
export async function chooseLog(window: BrowserWindow, name: string): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: `Locate ${visibleText(name)}`,
    properties: ['openFile', 'dontAddToRecent'],
  })
  return filePaths[0] ?? null
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

/** Where the custody log goes as text: beside the case file, unless the person says otherwise; null where they cancelled. */
export async function chooseCustodyFile(
  window: BrowserWindow,
  caseFile: string | null,
): Promise<string | null> {
  const { filePath } = await dialog.showSaveDialog(window, {
    title: 'Save the custody log',
    defaultPath: caseFile === null ? 'custody.txt' : `${caseFile}.custody.txt`,
    filters: [{ name: 'Text', extensions: ['txt'] }],
    properties: ['createDirectory', 'showOverwriteConfirmation', 'dontAddToRecent'],
  })
  return filePath === '' ? null : filePath
}

/** A file with certificates of authorities; null where the person cancelled. */
export async function chooseAuthorities(window: BrowserWindow): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Choose certificates of authorities (PEM)',
    properties: ['openFile', 'dontAddToRecent'],
  })
  return filePaths[0] ?? null
}

/** A file with a private key; null where the person cancelled. */
export async function chooseKey(window: BrowserWindow): Promise<string | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: 'Choose a private key',
    // Keys lie in a folder that begins with a dot.
    properties: ['openFile', 'showHiddenFiles', 'dontAddToRecent'],
  })
  return filePaths[0] ?? null
}
