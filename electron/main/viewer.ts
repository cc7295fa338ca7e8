/** The viewer: one instance, one window, one engine. Importing it starts it, before Electron is ready. */
import path from 'node:path'
import { type BrowserWindow, app, nativeTheme, session } from 'electron'
import type { NoticeLevel, WindowNotice } from '../contract/bridge'
import { WINDOW_NOTICE } from '../contract/channels'
import { defaultCacheFolder } from '../worker/acquire/cache-folder'
import { AcquirerHost } from './acquirer-host'
import { ACQUIRER_FILE, ENGINE_FILE, RENDERER_FOLDER } from './app-folders'
import { registerAppScheme, serveApp } from './app-protocol'
import { answerBridge } from './bridge-calls'
import type { Warn } from './bridge-calls'
import { CopyRemover } from './cached-copies'
import { captureAndQuit } from './capture'
import { BrokenCopies } from './broken-copies'
import { CaseDesk } from './case-desk'
import { CaseRecents } from './case-recents'
import { EngineHost } from './engine-host'
import { launchPaths, launchSchema, launchSwitch, thisLaunch } from './launch-paths'
import { ExportDesk } from './export-desk'
import { setApplicationMenu } from './menu'
import type { ArchiveDesk } from './open-archive'
import { LogOpener } from './open-logs'
import { closeNetwork, guardContents, guardSession, keepOutOfHome } from './security'
import { PreferenceDesk } from './preferences'
import { SettingsFile } from './settings'
import { PasswordDesk } from './password-desk'
import { PlaceDesk } from './place-desk'
import { createWindow } from './window'

const launch = thisLaunch(app.isPackaged)
/** Paths that macOS hands over before there is a window. */
const earlyPaths: string[] = []
let openLater: (paths: readonly string[]) => void = (paths) => earlyPaths.push(...paths)

registerAppScheme()
closeNetwork()
keepOutOfHome()
app.on('web-contents-created', (_event, contents) => guardContents(contents))
app.on('open-file', (event, file) => {
  event.preventDefault()
  openLater([file])
})

if (app.requestSingleInstanceLock(launch)) {
  app.on('window-all-closed', () => app.quit())
  // Not awaited at top level: the 'ready' event waits for this module to end.
  void app.whenReady().then(start)
} else app.quit()

function start(): void {
  guardSession(session.defaultSession)
  serveApp(session.defaultSession, RENDERER_FOLDER)
  const settings = new SettingsFile(path.join(app.getPath('userData'), 'settings.json'))
  // Before the window: it opens in its own colours.
  nativeTheme.themeSource = settings.get().theme

  const window = createWindow(settings, !app.isPackaged)
  const preferences = new PreferenceDesk(window, settings)
  const engine = new EngineHost(ENGINE_FILE, preferences.get().codePage, (notice, port) => {
    if (!window.isDestroyed()) window.webContents.postMessage(WINDOW_NOTICE, notice, port ? [port] : [])
  })
  preferences.onCodePage = (name) => engine.decodeWith(name)
  const warn = afterLoad(window, (message, level) => {
    const notice: WindowNotice = { sojourn: 'notice', message, level }
    window.webContents.postMessage(WINDOW_NOTICE, notice)
  })
  const acquirer = new AcquirerHost(ACQUIRER_FILE)
  const passwords = new PasswordDesk((question) => engine.notify({ sojourn: 'password', question }))
  const broken = new BrokenCopies((sources, unplaced) =>
    engine.notify({ sojourn: 'broken-copies', sources, unplaced }),
  )
  const archives: ArchiveDesk = {
    acquirer,
    cacheFolder: defaultCacheFolder(process.env),
    version: app.getVersion(),
    caseFile: (): string | null => opener.caseFile,
    askPassword: (archive, wrong) => passwords.ask(archive, wrong),
  }
  const onRenewed = (log: string): void => opener.expectMore(log)
  const logs: LogOpener = new LogOpener(engine, warn, archives, broken, onRenewed)
  const places = new PlaceDesk(
    {
      open: (request, authoritiesFile, hearer, wanted) =>
        logs.openPlace(request, { dataFolder: app.getPath('userData'), authoritiesFile }, hearer, wanted),
      answer: (job, answer, keyFile) => acquirer.command({ kind: 'answer', job, answer, keyFile }),
      look: (job, look, wanted) => acquirer.command({ kind: 'look', job, look, wanted }),
      copy: (job, ticked) => acquirer.command({ kind: 'copy', job, ticked: [...ticked] }),
      copyAgain: (job, paths) => acquirer.command({ kind: 'copy-again', job, paths: [...paths] }),
      steer: (kind, job) => acquirer.steer(kind, job),
      skip: (job, item) => acquirer.command({ kind: 'skip', job, item }),
    },
    (state) => engine.notify({ sojourn: 'place', state }),
  )
  engine.onReset = () => {
    acquirer.reset()
    places.reset()
    passwords.reset()
    broken.reset()
  }
  const recents = new CaseRecents(path.join(app.getPath('userData'), 'recent-cases.json'))
  const opener: CaseDesk = new CaseDesk(window, engine, logs, recents, warn, app.getVersion())
  const exports = new ExportDesk(window, engine, opener, app.getVersion())
  const copies = new CopyRemover(window, opener, archives, warn)
  const shell = { window, engine, opener, exports, places, passwords, preferences, logs, broken, copies }
  answerBridge(shell, !app.isPackaged)
  setApplicationMenu(shell, [], !app.isPackaged)
  engine.start()
  // Not before the windows are closed: leaving may be cancelled.
  app.on('will-quit', () => {
    acquirer.reset()
    engine.close()
  })

  openLater = (paths) => void opener.openUnasked(paths)
  openLater([...launchPaths(launch), ...earlyPaths])
  app.on('second-instance', (_event, _argv, _cwd, handedOver) => {
    const second = launchSchema.safeParse(handedOver)
    if (second.success) openLater(launchPaths(second.data))
    bringForward(window)
  })

  const picture = app.isPackaged ? null : launchSwitch(launch, 'capture')
  if (picture !== null) void captureAndQuit(window, picture)
}

/** A message that comes before the page listens waits for it. */
function afterLoad(window: BrowserWindow, show: (message: string, level: NoticeLevel) => void): Warn {
  return (message, level = 'info') => {
    if (window.isDestroyed()) return
    if (window.webContents.isLoading()) window.webContents.once('did-finish-load', () => show(message, level))
    else show(message, level)
  }
}

function bringForward(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.focus()
}
