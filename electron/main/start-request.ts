/** What a start asks for, by its arguments. */

export type StartRequest =
  | { readonly kind: 'viewer' }
  | { readonly kind: 'version' }
  | { readonly kind: 'help' }
  | { readonly kind: 'command-line'; readonly arguments: readonly string[] }
  | { readonly kind: 'refused'; readonly message: string }

export const VIEWER_USAGE = `Usage: sojourn [PATH...]             opens logs (.evtx, .evt), folders or a case (.sojourn)
       sojourn --cli COMMAND ...     the command line, without a window; sojourn --cli --help tells more
       sojourn --version, --help

A second start hands its files to the window that is open.
`

/** Everything after it belongs to the command line. */
const COMMAND_LINE = '--cli'
/** Chromium's own ways to drive the page from outside; no fuse closes them. */
const REMOTE_CONTROL = /^--(remote-debugging-(port|pipe|address)|remote-allow-origins)\b/

/** @param given arguments of the program itself, without program and application folder */
export function startRequest(given: readonly string[], isPackaged: boolean): StartRequest {
  const at = given.indexOf(COMMAND_LINE)
  const own = at < 0 ? given : given.slice(0, at)
  const remote = isPackaged ? own.find((argument) => REMOTE_CONTROL.test(argument)) : undefined
  if (remote !== undefined) {
    const name = remote.replace(/=.*$/s, '')
    return { kind: 'refused', message: `sojourn: ${name} is not available in an installed Sojourn.\n` }
  }
  if (at >= 0) return { kind: 'command-line', arguments: given.slice(at + 1) }
  if (own.includes('--version')) return { kind: 'version' }
  return own.includes('--help') ? { kind: 'help' } : { kind: 'viewer' }
}
