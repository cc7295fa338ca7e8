/** What the page may not do, refused for every window: leave its origin, open others, ask for permissions, use the network. */
import { homedir } from 'node:os'
import path from 'node:path'
import { type Session, type WebContents, app } from 'electron'
import { APP_ORIGIN } from '../contract/channels'

/** Must run before the app is ready: no name resolves, so nothing is looked up even by Chromium itself. */
export function closeNetwork(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  app.commandLine.appendSwitch('disable-background-networking')
  app.commandLine.appendSwitch('no-pings')
}

/** Where nothing can be written: below a file that is no folder. */
const NOWHERE = '/dev/null'

/**
 * Must run before the app is ready. On Linux the graphics driver keeps a cache of shaders in the home folder, whatever data folder was
 * chosen, and its process is started before anything here could tell it otherwise. What is drawn is drawn by the CPU anyway.
 * The desktop's file dialog notes every log that was chosen in ~/.local/share/recently-used.xbel: that folder is read, but not written to.
 */
export function keepOutOfHome(): void {
  if (process.platform !== 'linux') return
  app.disableHardwareAcceleration()
  const own = process.env['XDG_DATA_HOME'] || path.join(homedir(), '.local/share')
  const others = process.env['XDG_DATA_DIRS'] || '/usr/local/share:/usr/share'
  process.env['XDG_DATA_DIRS'] = `${own}:${others}`
  process.env['XDG_DATA_HOME'] = NOWHERE
}

export function guardSession(session: Session): void {
  // Chromium would fetch a dictionary from Google as soon as it starts.
  session.setSpellCheckerEnabled(false)
  session.setSpellCheckerLanguages([])
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('will-download', (event) => event.preventDefault())
  session.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isOwnRequest(details.url) }))
}

/** Requests that stay inside: the page's own files, and the developer tools of a checkout. */
export function isOwnRequest(address: string): boolean {
  if (
    address.startsWith(`${APP_ORIGIN}/`) ||
    address.startsWith('data:') ||
    address.startsWith(`blob:${APP_ORIGIN}/`)
  )
    return true
  return !app.isPackaged && address.startsWith('devtools://')
}

export function guardContents(contents: WebContents): void {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
}
