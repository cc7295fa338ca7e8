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
const REMOTE_CONTROL = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-debugging-io-pipes',
  'remote-debugging-address',
  'remote-debugging-targets',
  'remote-allow-origins',
]

/**
 * What this start is to do.
 *
 * @param given arguments of the program itself, without program and application folder
 * @param isSwitched whether Chromium took an argument for this switch: it also reads `-name`, on Windows `/name` in any case, and blanks before it
 */
export function startRequest(
  given: readonly string[],
  isPackaged: boolean,
  isSwitched: (name: string) => boolean,
): StartRequest {
  const remote = isPackaged ? REMOTE_CONTROL.find(isSwitched) : undefined
  if (remote !== undefined)
    return { kind: 'refused', message: `sojourn: --${remote} is not available in an installed Sojourn.\n` }
  const at = given.indexOf(COMMAND_LINE)
  if (at >= 0) return { kind: 'command-line', arguments: given.slice(at + 1) }
  if (given.includes('--version')) return { kind: 'version' }
  return given.includes('--help') ? { kind: 'help' } : { kind: 'viewer' }
}
