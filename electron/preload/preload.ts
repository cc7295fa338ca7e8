/** The only bridge between the page and the rest: fixed calls, no handles, no channel names, no Node. */
import { contextBridge, ipcRenderer, webUtils } from 'electron'
import type { Bridge, OpenResult } from '../contract/bridge'
import { APP_ORIGIN, IPC, WINDOW_NOTICE } from '../contract/channels'

declare const window: {
  postMessage(message: unknown, origin: string, ports: readonly unknown[]): void
}
type DroppedFile = Parameters<typeof webUtils.getPathForFile>[0]

const bridge: Bridge = {
  openFiles: () => ipcRenderer.invoke(IPC.openFiles),
  openFolder: () => ipcRenderer.invoke(IPC.openFolder),
  openSample: () => ipcRenderer.invoke(IPC.openSample),
  openDropped: async (files) => {
    const paths = files
      .map((file) => webUtils.getPathForFile(file as DroppedFile))
      .filter((path) => path !== '')
    if (paths.length === 0)
      return { message: 'What was dropped is no file of this computer. Nothing was opened.' }
    return ipcRenderer.invoke(IPC.openPaths, paths) as Promise<OpenResult>
  },
  preferences: () => ipcRenderer.invoke(IPC.preferences),
  changePreferences: (change) => ipcRenderer.invoke(IPC.changePreferences, change),
  copyText: (text) => ipcRenderer.invoke(IPC.copyText, text),
  setMenu: (parts) => ipcRenderer.invoke(IPC.setMenu, parts),
  chooseExport: (format) => ipcRenderer.invoke(IPC.chooseExport, format),
  changeCase: (changes) => ipcRenderer.invoke(IPC.changeCase, changes),
  saveCase: (elsewhere) => ipcRenderer.invoke(IPC.saveCase, elsewhere),
  openCase: (file) => ipcRenderer.invoke(IPC.openCase, file),
  newCase: () => ipcRenderer.invoke(IPC.newCase),
  recentCases: () => ipcRenderer.invoke(IPC.recentCases),
  custodyLog: () => ipcRenderer.invoke(IPC.custodyLog),
  saveCustody: () => ipcRenderer.invoke(IPC.saveCustody),
  acceptChanged: (path) => ipcRenderer.invoke(IPC.acceptChanged, path),
  locateLog: (path) => ipcRenderer.invoke(IPC.locateLog, path),
  cachedCopies: () => ipcRenderer.invoke(IPC.cachedCopies),
  removeCopies: () => ipcRenderer.invoke(IPC.removeCopies),
  connectPlace: (request) => ipcRenderer.invoke(IPC.connectPlace, request),
  answerPlace: (answer) => ipcRenderer.invoke(IPC.answerPlace, answer),
  lookInPlace: (wanted) => ipcRenderer.invoke(IPC.lookInPlace, wanted),
  copyFromPlace: (ticked) => ipcRenderer.invoke(IPC.copyFromPlace, ticked),
  leavePlace: () => ipcRenderer.invoke(IPC.leavePlace),
  chooseKey: () => ipcRenderer.invoke(IPC.chooseKey),
  chooseAuthorities: () => ipcRenderer.invoke(IPC.chooseAuthorities),
  pausePlace: (paused) => ipcRenderer.invoke(IPC.pausePlace, paused),
  tryAgain: (sources) => ipcRenderer.invoke(IPC.tryAgain, sources),
  skipInPlace: (item) => ipcRenderer.invoke(IPC.skipInPlace, item),
  answerPassword: (question, password) => ipcRenderer.invoke(IPC.answerPassword, question, password),
  finishExport: (ticket, sessions, filter) => ipcRenderer.invoke(IPC.finishExport, ticket, sessions, filter),
  appInfo: () => ipcRenderer.invoke(IPC.appInfo),
  licences: () => ipcRenderer.invoke(IPC.licences),
  connect: () => ipcRenderer.invoke(IPC.connect),
  readAgain: () => ipcRenderer.invoke(IPC.readAgain),
  readInZone: (zone) => ipcRenderer.invoke(IPC.readInZone, zone),
}

contextBridge.exposeInMainWorld('sojourn', bridge)

// Ports do not cross the context bridge, messages of the window carry them.
ipcRenderer.on(WINDOW_NOTICE, (event, notice: unknown) => {
  window.postMessage(notice, APP_ORIGIN, event.ports)
})
