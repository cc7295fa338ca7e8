/** Names of the calls from the page to main. Apart from the schemas, so that preload carries no zod. */
export const IPC = {
  openFiles: 'open-files',
  openFolder: 'open-folder',
  openSample: 'open-sample',
  openPaths: 'open-paths',
  connect: 'connect',
  readAgain: 'read-again',
  readInZone: 'read-in-zone',
  preferences: 'preferences',
  changePreferences: 'change-preferences',
  copyText: 'copy-text',
  setMenu: 'set-menu',
  appInfo: 'app-info',
  licences: 'licences',
  chooseExport: 'choose-export',
  changeCase: 'change-case',
  saveCase: 'save-case',
  openCase: 'open-case',
  newCase: 'new-case',
  recentCases: 'recent-cases',
  custodyLog: 'custody-log',
  saveCustody: 'save-custody',
  acceptChanged: 'accept-changed',
  locateLog: 'locate-log',
  cachedCopies: 'cached-copies',
  removeCopies: 'remove-copies',
  connectPlace: 'connect-place',
  answerPlace: 'answer-place',
  lookInPlace: 'look-in-place',
  copyFromPlace: 'copy-from-place',
  leavePlace: 'leave-place',
  chooseKey: 'choose-key',
  chooseAuthorities: 'choose-authorities',
  pausePlace: 'pause-place',
  tryAgain: 'try-again',
  skipInPlace: 'skip-in-place',
  answerPassword: 'answer-password',
  finishExport: 'finish-export',
} as const

/** The one call from main to preload: hands over a `WindowNotice` and, for an engine port, the port. */
export const WINDOW_NOTICE = 'window-notice'

/** Where the page comes from: the only origin that may call main. */
export const APP_ORIGIN = 'app://sojourn'
