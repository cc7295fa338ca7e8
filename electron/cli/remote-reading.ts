/** Addresses on the command line: who vouches for them, and what is told while they are copied. */
import type { SourceState } from '../contract/engine'
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
): RemoteOptions & { read(sources: readonly SourceState[]): void } {
  let copy: { readonly shown: string; readonly startMs: number; bytes: number; size: number | null } | null =
    null
  let records = 0
  let timer: NodeJS.Timeout | null = null
  const tell = (): void => {
    timer = null
    if (copy === null) return
    const { shown, startMs, bytes, size } = copy
    const rate = megabytes(bytes / ((performance.now() - startMs) / 1000))
    const of = size === null ? '' : ` of ${megabytes(size)}`
    const read = records === 0 ? '' : `, ${records} records read`
    tellProgress(terminal, `${shown.slice(-SHOWN_LENGTH)}: ${megabytes(bytes)}${of} MB, ${rate} MB/s${read}`)
  }
  // What comes last before the line falls silent is told too.
  const tellSoon = (): void => void (timer ??= setTimeout(tell, TELL_MS).unref())
  return {
    desk: new RemoteDesk(process.env, terminal),
    arrived: (shown, bytes, size) => {
      if (copy?.shown === shown) Object.assign(copy, { bytes, size })
      else copy = { shown, startMs: performance.now(), bytes, size }
      tellSoon()
    },
    read: (sources) => {
      records = sources.reduce((sum, source) => sum + source.records.decoded, 0)
      tellSoon()
    },
    ended: () => {
      copy = null
      tellProgress(terminal, '')
    },
    acquired: (shown, { bytes, sha256, notes }) => {
      for (const note of notes) warn(`${shown}: ${note}`)
      warn(`${shown}: ${bytes} bytes copied, SHA-256 ${sha256}`)
    },
  }
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1)
