/** Files of an SSH host. */
import type { FileEntryWithStats, SFTPWrapper, Stats } from 'ssh2'
import type { Place, PlaceEntry } from '../place'
import { SourceProblem } from '../source-problem'
import { type RemoteAddress, shownPlace } from './address'
import { BrokenTransfer, type ConnectOptions, type Credentials, MAX_REMOTE_ENTRIES } from './connection'
import { within, withIdleLimit } from './idle-limit'
import { networkProblem } from './network-problem'
import { readSftp } from './sftp-read'
import { connectSsh } from './ssh-connection'

/** Numbers of SSH_FXP_STATUS (draft-ietf-secsh-filexfer-02, section 7). */
const END_OF_FILE = 1
const NO_SUCH_FILE = 2
const PERMISSION_DENIED = 3

/** @throws SourceProblem */
export async function sftpPlace(
  address: RemoteAddress,
  credentials: Credentials,
  options: ConnectOptions,
  signal: AbortSignal,
): Promise<Place> {
  const user = 'user' in credentials ? credentials.user : address.user
  const { client, sftp, fingerprint } = await connectSsh(address, credentials, options, signal)
  const { idleMs, maxBytes } = options
  const shown = shownPlace({ ...address, user })
  const fail = (error: unknown, path: string): SourceProblem => sftpProblem(error, shown + path, address.host)

  return {
    protocol: 'sftp',
    shown,
    fingerprint,
    async list(path) {
      try {
        const found = await readFolder(sftp, path, idleMs)
        return found.flatMap((entry) => entryOf(path, entry) ?? [])
      } catch (error) {
        throw fail(error, path)
      }
    },
    async open(path) {
      try {
        const stats = await within(statOf(sftp, path), idleMs)
        if (!stats.isFile()) throw new SourceProblem(`${shown}${path} is no file. Nothing was read.`)
        if (stats.size > maxBytes)
          throw new SourceProblem(
            `${shown}${path} has ${stats.size} bytes, more than are read. Nothing was read.`,
          )
        return {
          size: stats.size,
          modifiedMs: stats.mtime * 1000,
          etag: null,
          ranges: true,
          async *read(position: number, stop: AbortSignal) {
            try {
              yield* withIdleLimit(readSftp(sftp, path, position, stats.size, stop), idleMs)
            } catch (error) {
              throw fail(error, path)
            }
          },
        }
      } catch (error) {
        throw fail(error, path)
      }
    },
    close() {
      client.end()
      return Promise.resolve()
    },
  }
}

/** Page by page, so that a folder without end ends. */
async function readFolder(sftp: SFTPWrapper, path: string, idleMs: number): Promise<FileEntryWithStats[]> {
  const handle = await within(
    new Promise<Buffer>((resolve, reject) => {
      sftp.opendir(path, (error, opened) => (error ? reject(error) : resolve(opened)))
    }),
    idleMs,
  )
  const found: FileEntryWithStats[] = []
  try {
    for (;;) {
      const page = await within(readPage(sftp, handle), idleMs)
      if (page === null) return found
      found.push(...page)
      if (found.length > MAX_REMOTE_ENTRIES)
        throw new SourceProblem(
          `${path} has more than ${MAX_REMOTE_ENTRIES} entries. Nothing was listed. Open a folder further down.`,
        )
    }
  } finally {
    sftp.close(handle, () => undefined)
  }
}

/** null behind the last. */
function readPage(sftp: SFTPWrapper, handle: Buffer): Promise<FileEntryWithStats[] | null> {
  return new Promise((resolve, reject) => {
    sftp.readdir(handle, (error: (Error & { code?: number }) | undefined, list) => {
      if (!error) resolve(list)
      else if (error.code === END_OF_FILE) resolve(null)
      else reject(error)
    })
  })
}

function statOf(sftp: SFTPWrapper, path: string): Promise<Stats> {
  return new Promise((resolve, reject) => {
    sftp.stat(path, (error, stats) => (error ? reject(error) : resolve(stats)))
  })
}

/** Links, devices and pipes are left out: only what can be read is shown. A name with a slash is no name. */
function entryOf(folder: string, { filename, attrs }: FileEntryWithStats): PlaceEntry | null {
  if (filename === '.' || filename === '..' || filename.includes('/')) return null
  const path = folder.endsWith('/') ? folder + filename : `${folder}/${filename}`
  const modifiedMs = attrs.mtime * 1000
  // SFTP 3 gives the mode of the entry itself; a link is neither.
  const kind =
    (attrs.mode & 0o170000) === 0o040000 ? 'folder' : (attrs.mode & 0o170000) === 0o100000 ? 'file' : null
  if (kind === null) return null
  return { name: filename, path, kind, size: kind === 'file' ? attrs.size : null, modifiedMs }
}

function sftpProblem(error: unknown, shown: string, host: string): SourceProblem {
  if (error instanceof SourceProblem) return error
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === NO_SUCH_FILE)
    return new SourceProblem(`${shown} does not exist. Nothing was read. Check the spelling.`)
  if (code === PERMISSION_DENIED)
    return new SourceProblem(`${shown} may not be read by this account. Nothing was read. Use one that may.`)
  const said = error instanceof Error ? error.message : ''
  if (/no response|not connected|channel|closed|ended/i.test(said)) {
    return new BrokenTransfer(
      `The connection to ${host} was cut. What came before is kept. Try again: reading goes on from there if the file is still the same.`,
    )
  }
  return networkProblem(error, host)
}
