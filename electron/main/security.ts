/** What the page may not do, refused for every window: leave its origin, open others, ask for permissions, use the network. */
import { type Session, type WebContents, app } from 'electron'
import { APP_ORIGIN } from '../contract/channels'

/** Must run before the app is ready: no name resolves, so nothing is looked up even by Chromium itself. */
export function closeNetwork(): void {
  app.commandLine.appendSwitch('host-resolver-rules', 'MAP * ~NOTFOUND')
  app.commandLine.appendSwitch('disable-background-networking')
  app.commandLine.appendSwitch('no-pings')
}

/**
 * Must run before the app is ready. On Linux the graphics driver keeps a cache of shaders in the home folder, whatever data folder was
 * chosen, and its process is started before anything here could tell it otherwise. What is drawn is drawn by the CPU anyway.
 */
export function keepOutOfHome(): void {
  if (process.platform === 'linux') app.disableHardwareAcceleration()
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
