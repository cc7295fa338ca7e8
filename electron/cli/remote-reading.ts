/** Addresses on the command line: who vouches for them, and what is told while they are copied. */
import type { RemoteOptions } from '../worker/listed-evidence'
import { RemoteDesk } from './remote-desk'
import { OWN_TERMINAL, tellProgress, type Terminal } from './terminal'

const TELL_MS = 500
/** So much of a name fits into a line beside the numbers. */
const SHOWN_LENGTH = 48

/** @param warn takes a line for standard error */
export function remoteReading(
  warn: (line: string) => void,
  terminal: Terminal = OWN_TERMINAL,
): RemoteOptions {
  let current = ''
  let startMs = 0
  let toldMs = 0
  return {
    desk: new RemoteDesk(process.env, terminal),
    arrived: (shown, bytes, size) => {
      const now = performance.now()
      if (shown !== current) {
        current = shown
        startMs = toldMs = now
      }
      if (now - toldMs < TELL_MS) return
      toldMs = now
      const rate = megabytes(bytes / ((now - startMs) / 1000))
      const of = size === null ? '' : ` of ${megabytes(size)}`
      tellProgress(terminal, `${shown.slice(-SHOWN_LENGTH)}: ${megabytes(bytes)}${of} MB, ${rate} MB/s`)
    },
    ended: () => tellProgress(terminal, ''),
    acquired: (shown, { bytes, sha256, notes }) => {
      for (const note of notes) warn(`${shown}: ${note}`)
      warn(`${shown}: ${bytes} bytes copied, SHA-256 ${sha256}`)
    },
  }
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1)
