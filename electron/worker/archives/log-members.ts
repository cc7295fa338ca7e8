/** The logs in an archive and in the archives inside it, one after the other. */
import { isNamedLog, logSignature, looksLikeExport } from '../sources/log-start'
import type { FileSpot } from '../sources/file-source'
import { problemSentence, SourceProblem } from '../sources/source-problem'
import { ArchiveFile } from './archive-file'
import { archiveKind, type ArchiveKind } from './archive-kind'
import type { ArchiveMember, AskPassword } from './archive-member'
import { ByteReader } from './byte-reader'
import { MAX_ARCHIVE_DEPTH } from './limits'
import { memberName } from './member-name'
import { GzipMember, gunzipped } from './open-gzip'
import { openTar } from './open-tar'
import { openZip } from './open-zip'

export interface LogMember {
  /** `case.zip/folder/Security.evtx`: text, unique among what was opened. */
  readonly shown: string
  readonly member: ArchiveMember
  /** Its archive stays where it is: a stored entry can be read there. */
  readonly inPlace: boolean
}

export interface ArchiveHost {
  readonly signal: AbortSignal
  /** What archive or entry, and what is wrong with it. */
  hear(shown: string, problem: string): void
  ask(archive: string, wrong: boolean): Promise<string | null>
  /** Names given so far. */
  readonly taken: Set<string>
  /** Gives an archive inside an archive a file for the time that it is read. @throws SourceProblem */
  scratch(shown: string, member: ArchiveMember): Promise<{ readonly path: string; remove(): Promise<void> }>
}

/** AppleDouble: what a Mac knows about a file, beside it in the zip and named like it. */
const APPLE_DOUBLE = [0x00, 0x05, 0x16, 0x07]
/** So often a long list of entries lets others have a turn. */
const ENTRIES_A_TURN = 512

/** Each must be read, or left, before the next is asked for. Problems go to the host. Never throws but for what the host throws. */
export function logMembers(
  spot: FileSpot,
  shown: string,
  host: ArchiveHost,
): AsyncGenerator<LogMember, void> {
  return inFile(spot, shown, host, 1, true)
}

async function* inFile(
  spot: FileSpot,
  shown: string,
  host: ArchiveHost,
  depth: number,
  inPlace: boolean,
): AsyncGenerator<LogMember, void> {
  let file: ArchiveFile
  try {
    file = new ArchiveFile(spot)
  } catch (error) {
    host.hear(shown, problemSentence(error))
    return
  }
  try {
    const kind = archiveKind(file.bytes(0, 512))
    if (kind === 'zip')
      yield* sort(openZip(file, askFor(shown, host), hearOf(shown, host)), shown, host, depth, inPlace)
    else if (kind === '7z') {
      // Loaded where there is one.
      const { openSevenZip } = await import('./open-seven-zip')
      const members = openSevenZip(file, askFor(shown, host), hearOf(shown, host), host.signal)
      yield* sort(members, shown, host, depth, inPlace)
    } else if (kind !== null) yield* inStream(kind, file.stretch(0, file.size), shown, host, depth)
  } catch (error) {
    host.hear(shown, problemSentence(error))
  } finally {
    file.close()
  }
}

async function* inStream(
  kind: ArchiveKind,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  shown: string,
  host: ArchiveHost,
  depth: number,
): AsyncGenerator<LogMember, void> {
  const hear = hearOf(shown, host)
  if (kind === 'tar') return yield* sort(openTar(new ByteReader(bytes), hear), shown, host, depth, false)
  const plain = new ByteReader(gunzipped(bytes))
  try {
    const head = await plain.exactly(512)
    plain.putBack(head)
    if (archiveKind(head) === 'tar') yield* sort(openTar(plain, hear), shown, host, depth, false)
    else yield* sort([new GzipMember(withoutGz(shown), plain)], shown, host, depth, false)
  } finally {
    await plain.close()
  }
}

/** Which entries are logs, which are archives, and which are nothing to us. */
async function* sort(
  members: Iterable<ArchiveMember> | AsyncIterable<ArchiveMember>,
  shown: string,
  host: ArchiveHost,
  depth: number,
  inPlace: boolean,
): AsyncGenerator<LogMember, void> {
  const locked = new Locked()
  let entries = 0
  for await (const member of members) {
    if (host.signal.aborted) return
    if (++entries % ENTRIES_A_TURN === 0) await new Promise(setImmediate)
    try {
      const head = member.problem === null ? await locked.head(member) : null
      if (head === null) {
        if (member.problem !== null && isNamedLog(member.name)) throw new SourceProblem(member.problem)
        continue
      }
      const kind = archiveKind(head)
      if (kind !== null) yield* nested(kind, member, shown, host, depth, inPlace)
      else if (isLog(member, head))
        yield { shown: memberName(shown, member.name, host.taken), member, inPlace }
    } catch (error) {
      host.hear(memberName(shown, member.name, host.taken), problemSentence(error))
    }
  }
  if (locked.count > 0) host.hear(shown, locked.sentence(entries))
}

async function* nested(
  kind: ArchiveKind,
  member: ArchiveMember,
  archive: string,
  host: ArchiveHost,
  depth: number,
  inPlace: boolean,
): AsyncGenerator<LogMember, void> {
  const shown = memberName(archive, member.name, host.taken)
  if (depth >= MAX_ARCHIVE_DEPTH) {
    host.hear(
      shown,
      `It is an archive in the ${MAX_ARCHIVE_DEPTH}th archive around it, deeper than collections go. It was not opened. Unpack it with another program and open it by itself.`,
    )
    return
  }
  if (kind === 'tar' || kind === 'gzip') return yield* inStream(kind, member.read(), shown, host, depth + 1)
  if (inPlace && member.stored !== null) return yield* inFile(member.stored, shown, host, depth + 1, true)
  const scratch = await host.scratch(shown, member)
  try {
    yield* inFile(scratch.path, shown, host, depth + 1, false)
  } finally {
    await scratch.remove()
  }
}

function isLog({ name }: ArchiveMember, head: Uint8Array): boolean {
  if (APPLE_DOUBLE.every((byte, i) => head[i] === byte)) return false
  const start = logSignature(head)
  return isNamedLog(name) || start === 'log' || (start === 'maybe' && looksLikeExport(head))
}

/** Entries that no password opened: told once, not one by one. */
class Locked {
  count = 0
  private why = ''

  async head(member: ArchiveMember): Promise<Uint8Array | null> {
    if (!member.isEncrypted) return member.head()
    try {
      return await member.head()
    } catch (error) {
      this.count++
      this.why = problemSentence(error)
      return null
    }
  }

  sentence(entries: number): string {
    return `${this.count} of ${entries} entries are encrypted and were not opened. ${this.why}`
  }
}

const hearOf =
  (shown: string, host: ArchiveHost) =>
  (problem: string): void =>
    host.hear(shown, problem)

const askFor =
  (shown: string, host: ArchiveHost): AskPassword =>
  (wrong) =>
    host.ask(shown, wrong)

/** What is packed in `Security.evtx.gz`. */
function withoutGz(shown: string): string {
  const name = shown.slice(shown.lastIndexOf('/') + 1)
  return name.replace(/\.gz$/i, '')
}
