/** What each call of the page does (contract/bridge.ts). */
import { type BrowserWindow, type WebContents, app, clipboard } from 'electron'
import { type } from 'node:os'
import { basename } from 'node:path'
import * as z from 'zod'
import {
  type AppInfo,
  type NoticeLevel,
  IPC,
  type OpenResult,
  exportFormatSchema,
  pathsSchema,
} from '../contract/bridge'
import { archivePasswordSchema } from '../contract/archive-questions'
import type { SourceId } from '../contract/ids'
import { placeAnswerSchema, placeLookSchema, placeRequestSchema, tickedSchema } from '../contract/places'
import { CASE_LIMITS } from '../contract/case-constants'
import { changesSchema } from '../contract/case-file'
import { isZoneName } from '../core/text/time-zone'
import { SAMPLE_FOLDER } from './app-folders'
import { readBuildInfo, readNotices } from './build-info'
import { chooseAuthorities, chooseFiles, chooseFolder, chooseKey } from './dialogs'
import type { BrokenCopies } from './broken-copies'
import type { CopyRemover } from './cached-copies'
import type { CaseDesk } from './case-desk'
import type { EngineHost } from './engine-host'
import type { ExportDesk } from './export-desk'
import { answer, nothing } from './ipc'
import { menuSchema, setApplicationMenu } from './menu'
import type { LogOpener } from './open-logs'
import type { PasswordDesk } from './password-desk'
import type { PlaceDesk } from './place-desk'
import type { PreferenceDesk } from './preferences'
import { preferenceChangeSchema } from './settings'
import { tryAgain } from './try-again'

/** The largest record as XML with room to spare; a whole table goes through export. */
const CLIPBOARD_LIMIT = 4_000_000

/** Shows a message in the window, as soon as there is one. */
export type Warn = (message: string, level?: NoticeLevel) => void

export interface Shell {
  readonly window: BrowserWindow
  readonly engine: EngineHost
  readonly opener: CaseDesk
  readonly exports: ExportDesk
  readonly places: PlaceDesk
  readonly passwords: PasswordDesk
  readonly preferences: PreferenceDesk
  readonly logs: LogOpener
  readonly broken: BrokenCopies
  readonly copies: CopyRemover
}

/** @param devTools offered in the menu */
export function answerBridge(shell: Shell, devTools: boolean): void {
  const { window, engine, opener, exports, places, passwords, preferences, broken } = shell
  const { webContents } = window
  const openChosen = async (paths: readonly string[]): Promise<OpenResult> =>
    paths.length === 0 ? { cancelled: true } : opener.open(paths)

  answer(webContents, IPC.openFiles, nothing, async () => openChosen(await chooseFiles(window)))
  answer(webContents, IPC.openFolder, nothing, async () => openChosen(await chooseFolder(window)))
  answer(webContents, IPC.openSample, nothing, () => opener.open([SAMPLE_FOLDER]))
  answer(webContents, IPC.openPaths, z.tuple([pathsSchema]), (paths) => opener.open(paths))
  answer(webContents, IPC.connect, nothing, () => {
    engine.connect()
    opener.tell(false)
    places.tell()
    broken.tell()
    passwords.tell()
  })
  answer(webContents, IPC.readAgain, nothing, () => engine.readAgain())
  answer(webContents, IPC.readInZone, z.tuple([z.string().max(100).refine(isZoneName)]), (zone) =>
    engine.readInZone(zone),
  )
  answerCase(webContents, opener)
  answer(webContents, IPC.cachedCopies, nothing, () => shell.copies.count())
  answer(webContents, IPC.removeCopies, nothing, () => shell.copies.remove())
  answerPlaces(window, places)
  answer(webContents, IPC.tryAgain, z.tuple([z.array(z.string().max(128)).max(100_000)]), (sources) =>
    tryAgain(sources as SourceId[], shell),
  )
  answer(webContents, IPC.answerPassword, z.tuple([counted, archivePasswordSchema]), (question, password) =>
    passwords.answer(question, password),
  )
  answer(webContents, IPC.preferences, nothing, () => preferences.get())
  answer(webContents, IPC.changePreferences, z.tuple([preferenceChangeSchema]), (change) =>
    preferences.change(change),
  )
  answer(webContents, IPC.copyText, z.tuple([z.string().max(CLIPBOARD_LIMIT)]), (text) =>
    clipboard.writeText(text),
  )
  answer(webContents, IPC.setMenu, z.tuple([menuSchema]), (parts) =>
    setApplicationMenu(shell, parts, devTools),
  )
  answer(webContents, IPC.chooseExport, z.tuple([exportFormatSchema]), (format) => exports.choose(format))
  answer(
    webContents,
    IPC.finishExport,
    z.tuple([z.string().max(64), z.number().int().min(0), z.string()]),
    (ticket, sessions, filter) => exports.finish(ticket, sessions, filter.slice(0, CASE_LIMITS.query)),
  )
  answer(webContents, IPC.saveCustody, nothing, () => exports.saveCustody())
  answer(webContents, IPC.appInfo, nothing, appInfo)
  answer(webContents, IPC.licences, nothing, readNotices)
}

const counted = z.number().int().min(0)

function answerPlaces(window: BrowserWindow, places: PlaceDesk): void {
  const { webContents } = window
  answer(webContents, IPC.connectPlace, z.tuple([placeRequestSchema]), (request) => places.connect(request))
  answer(webContents, IPC.answerPlace, z.tuple([placeAnswerSchema]), (given) => places.answer(given))
  answer(webContents, IPC.lookInPlace, z.tuple([placeLookSchema.nullable()]), (wanted) => places.look(wanted))
  answer(webContents, IPC.copyFromPlace, z.tuple([tickedSchema]), (ticked) => places.copy(ticked))
  answer(webContents, IPC.leavePlace, nothing, () => places.leave())
  answer(webContents, IPC.pausePlace, z.tuple([z.boolean()]), (paused) => places.pause(paused))
  answer(webContents, IPC.skipInPlace, z.tuple([counted]), (item) => places.skip(item))
  answer(webContents, IPC.chooseAuthorities, nothing, async () => {
    const file = await chooseAuthorities(window)
    if (file !== null) places.useAuthorities(file)
    return file === null ? null : basename(file)
  })
  answer(webContents, IPC.chooseKey, nothing, async () => {
    const file = await chooseKey(window)
    if (file !== null) places.useKey(file)
    return file === null ? null : basename(file)
  })
}

function answerCase(webContents: WebContents, desk: CaseDesk): void {
  const file = z.string().min(1).max(CASE_LIMITS.path)
  answer(webContents, IPC.changeCase, z.tuple([changesSchema]), (changes) => desk.change(changes))
  answer(webContents, IPC.saveCase, z.tuple([z.boolean()]), (elsewhere) => desk.save(elsewhere))
  answer(webContents, IPC.openCase, z.tuple([file.nullable()]), (chosen) =>
    chosen === null ? desk.chooseCase() : desk.openRecent(chosen),
  )
  answer(webContents, IPC.newCase, nothing, () => desk.newCase())
  answer(webContents, IPC.recentCases, nothing, () => desk.known())
  answer(webContents, IPC.custodyLog, nothing, () => desk.custody())
  answer(webContents, IPC.acceptChanged, z.tuple([file.nullable()]), (log) => desk.acceptChanged(log))
  answer(webContents, IPC.locateLog, z.tuple([file]), (log) => desk.locate(log))
}

function appInfo(): AppInfo {
  const { hash, commit, channel } = readBuildInfo()
  return {
    version: app.getVersion(),
    electron: process.versions.electron,
    chromium: process.versions.chrome,
    node: process.versions.node,
    build: hash,
    commit,
    notForDistribution: channel === 'dev',
    platform: process.platform,
    system: `${type()} ${process.getSystemVersion()} ${process.arch}`,
    dataFolder: app.getPath('userData'),
    localZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  }
}
