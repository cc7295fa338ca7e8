/** Reads a file over SFTP with a window of requests: one at a time waits for the network, not for the disk. */
import type { SFTPWrapper } from 'ssh2'
import { BrokenTransfer } from './connection'

/** What OpenSSH grants one read, less its own header. */
const READ_SIZE = 240 * 1024
/** What is asked for at first, and at least. */
const FIRST_READ_SIZE = 4 * 1024
/**
 * An answer comes within about this: only a whole one shows that bytes come, and on slow lines a large one would take longer than a line may be silent. Less than
 * 32 KiB shows nothing at all where a server packs answers together, as OpenSSH does.
 */
const ANSWER_MS = 250
/** Reads under way: 7.5 MiB, enough for 100 MB/s at 75 ms of round trip. */
const WINDOW = 32

/** Bytes from `position` to `size`, in order. @throws the error of the protocol, or BrokenTransfer where the file ends early */
export async function* readSftp(
  sftp: SFTPWrapper,
  path: string,
  position: number,
  size: number,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const handle = await openHandle(sftp, path)
  const waiting: Promise<Buffer>[] = []
  let next = position
  let length = FIRST_READ_SIZE
  try {
    for (;;) {
      while (waiting.length < WINDOW && next < size) {
        const piece = readWhole(sftp, handle, next, Math.min(length, size - next))
        // Told where it is awaited; the ones behind a failure are not.
        piece.catch(() => undefined)
        waiting.push(piece)
        next += length
      }
      const first = waiting.shift()
      if (first === undefined) return
      const askedMs = performance.now()
      const bytes = await first
      const fitting = (bytes.length * ANSWER_MS) / Math.max(1, performance.now() - askedMs)
      length = Math.round(Math.min(Math.max(fitting, FIRST_READ_SIZE), 2 * length, READ_SIZE))
      signal.throwIfAborted()
      yield bytes
    }
  } finally {
    sftp.close(handle, () => undefined)
  }
}

/** Servers may answer with fewer bytes than asked for. */
async function readWhole(
  sftp: SFTPWrapper,
  handle: Buffer,
  position: number,
  length: number,
): Promise<Buffer> {
  const into = Buffer.allocUnsafeSlow(length)
  let filled = 0
  while (filled < length) {
    const count = await readOnce(sftp, handle, into, filled, position + filled)
    if (count === 0) {
      throw new BrokenTransfer(
        `The file ended at byte ${position + filled}, before the size that it had when it was opened. What came before is kept. Open it again.`,
      )
    }
    filled += count
  }
  return into
}

function readOnce(
  sftp: SFTPWrapper,
  handle: Buffer,
  into: Buffer,
  at: number,
  position: number,
): Promise<number> {
  return new Promise((resolve, reject) => {
    sftp.read(handle, into, at, into.length - at, position, (error, count) => {
      if (error === undefined || error === null) resolve(count)
      // End of file (SSH_FX_EOF) is an answer, not a failure.
      else if ('code' in error && error.code === 1) resolve(0)
      else reject(error)
    })
  })
}

function openHandle(sftp: SFTPWrapper, path: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    sftp.open(path, 'r', (error, handle) => (error ? reject(error) : resolve(handle)))
  })
}
