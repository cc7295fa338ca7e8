/**
 * Copies of evidence, named by their SHA-256: `ab/abcdef...`, read-only, each with its acquisitions beside it. A copy is there whole or, with a problem in
 * its record, as far as it came; never half written under its name.
 */
import { randomUUID } from 'node:crypto'
import type { Stats } from 'node:fs'
import { chmod, mkdir, open, readdir, readFile, rename, rm, stat, statfs } from 'node:fs/promises'
import path from 'node:path'
import { SourceProblem } from '../sources/source-problem'
import type { Acquisition } from '../../contract/acquisition'
import { PartFile } from './part-file'

const RECORD = '.acquisition.json'
const COPY = /^[0-9a-f]{64}$/
const READ_ONLY = 0o444
const PARTS = 'parts'
const GB = 1024 ** 3
/** Copies of hundreds of collections; what archives gave can be had again and makes room first. */
export const QUOTA_BYTES = 200 * GB
/** So much of the disk is left to others. */
export const RESERVED_BYTES = GB / 2
/** What was not asked for since may be open in no window, and a part that old is nobody's. */
const DAY_MS = 24 * 60 * 60 * 1000

export interface CacheOptions {
  readonly quotaBytes?: number
  /** Bytes that the disk of a folder has free. */
  readonly freeBytes?: (folder: string) => Promise<number>
  readonly nowMs?: () => number
}

export interface CachedCopy {
  readonly path: string
  readonly bytes: number
  readonly acquisitions: readonly Acquisition[]
  /** When it was asked for last. */
  readonly usedMs: number
}

/** A copy of less than its source had. */
interface Unfinished {
  readonly path: string
  readonly record: Acquisition
}

export class EvidenceCache {
  private used: Promise<number> | null = null
  /** By source; looked through once, however many files are acquired. */
  private broken: Promise<Map<string, Unfinished>> | null = null

  constructor(
    readonly folder: string,
    private readonly options: CacheOptions = {},
  ) {}

  /**
   * A new copy to be written; with `earlier`, the copy that an attempt before left.
   * @param wanted bytes it will have; null where nobody knows
   * @throws SourceProblem where there is no room, or the folder cannot be written
   */
  async begin(wanted: number | null, earlier: string | null, signal: AbortSignal): Promise<PartFile> {
    try {
      await mkdir(path.join(this.folder, PARTS), { recursive: true })
      await this.removeOldParts()
      await this.makeRoom(wanted ?? 0)
      const part = path.join(this.folder, PARTS, `${randomUUID()}.part`)
      return earlier === null ? await PartFile.create(part) : await PartFile.continued(part, earlier, signal)
    } catch (error) {
      if (error instanceof SourceProblem) throw error
      throw new SourceProblem(
        `The evidence cache ${this.folder} cannot be written (${error instanceof Error ? error.message : String(error)}). Nothing was copied. See that it can be written; the command line also takes another folder (\`--cache\`).`,
      )
    }
  }

  /** Whether the disk has room for `more` bytes. @throws SourceProblem */
  async checkRoom(more: number): Promise<void> {
    const free = await (this.options.freeBytes ?? freeBytes)(this.folder)
    if (free - more < RESERVED_BYTES)
      throw new SourceProblem(
        `The disk of the evidence cache (${this.folder}) has ${megabytes(free)} free; ${megabytes(more)} are needed and ${megabytes(RESERVED_BYTES)} stay free. Make room, or name another folder on the command line (\`--cache\`).`,
      )
  }

  /** Gives a finished copy its name and notes how it came; answers both. The same content is kept once. */
  async keep(
    part: PartFile,
    about: Omit<Acquisition, 'sha256' | 'bytes'>,
  ): Promise<{ readonly path: string; readonly record: Acquisition }> {
    const { bytes } = part
    const sha256 = await part.seal()
    const place = this.pathOf(sha256)
    await mkdir(path.dirname(place), { recursive: true })
    if (await isThere(place, bytes)) await rm(part.path, { force: true })
    else {
      await rename(part.path, place)
      if (this.used !== null) this.used = this.used.then((sum) => sum + bytes)
    }
    const record = { ...about, bytes, sha256 }
    await this.note(place, record)
    const broken = await this.broken
    if (isCut(record, bytes)) broken?.set(record.source, { path: place, record })
    else broken?.delete(record.source)
    return { path: place, record }
  }

  pathOf(sha256: string): string {
    return path.join(this.folder, sha256.slice(0, 2), sha256)
  }

  /** The copy with this content; null where there is none. */
  async copyOf(sha256: string): Promise<CachedCopy | null> {
    const place = this.pathOf(sha256)
    const file = await stat(place).catch(() => null)
    return file === null ? null : asCopy(place, file)
  }

  /** What an attempt that broke off left of this source; null if none did. */
  async unfinished(source: string): Promise<Unfinished | null> {
    return (await (this.broken ??= this.findBroken())).get(source) ?? null
  }

  private async findBroken(): Promise<Map<string, Unfinished>> {
    const found = new Map<string, Unfinished>()
    for (const { path: place, bytes, acquisitions } of await this.copies())
      for (const record of acquisitions)
        if (isCut(record, bytes)) found.set(record.source, { path: place, record })
    return found
  }

  /** Every copy and how it came. Links are none: what they lead to is not of the cache. */
  async copies(): Promise<CachedCopy[]> {
    const found: CachedCopy[] = []
    for (const folder of await readdir(this.folder, { withFileTypes: true }).catch(() => [])) {
      if (!folder.isDirectory() || !/^[0-9a-f]{2}$/.test(folder.name)) continue
      for (const copy of await readdir(path.join(this.folder, folder.name), { withFileTypes: true })) {
        if (!copy.isFile() || !COPY.test(copy.name)) continue
        const place = path.join(this.folder, folder.name, copy.name)
        const file = await stat(place).catch(() => null)
        if (file !== null) found.push(await asCopy(place, file))
      }
    }
    return found
  }

  /** Removes a copy and what is noted of it; answers its bytes. @throws a system error; a copy that stays is read-only again */
  async remove(copy: CachedCopy): Promise<number> {
    this.broken = null
    this.used = null
    // Windows removes nothing that is read-only.
    await chmod(copy.path, 0o600)
    try {
      await rm(copy.path)
    } catch (error) {
      await chmod(copy.path, READ_ONLY).catch(() => undefined)
      throw error
    }
    await rm(copy.path + RECORD, { force: true })
    return copy.bytes
  }

  /** Takes out of the notes beside a copy what does not count any more. @throws a system error */
  async keepOnly(copy: CachedCopy, acquisitions: readonly Acquisition[]): Promise<void> {
    this.broken = null
    await writeRecords(copy.path, acquisitions)
  }

  /** Copies that archives gave and nobody asked for since yesterday go first, oldest first; what came from elsewhere may be gone there and stays. */
  private async makeRoom(wanted: number): Promise<void> {
    const { quotaBytes = QUOTA_BYTES } = this.options
    await this.checkRoom(wanted)
    let used = await (this.used ??= this.usedBytes())
    if (used + wanted <= quotaBytes) return
    const all = await this.copies()
    // Another process may have removed some.
    used = sizeOf(all)
    const now = (this.options.nowMs ?? Date.now)()
    const old = all
      .filter(
        ({ acquisitions, usedMs }) =>
          now - usedMs > DAY_MS &&
          acquisitions.every(({ protocol, caseFile }) => protocol === 'archive' && caseFile === null),
      )
      .sort((a, b) => a.usedMs - b.usedMs)
    for (const copy of old) {
      if (used + wanted <= quotaBytes) break
      used -= await this.remove(copy)
    }
    this.used = Promise.resolve(used)
    if (used + wanted > quotaBytes)
      throw new SourceProblem(
        `The evidence cache (${this.folder}) holds ${megabytes(used)} of the ${megabytes(quotaBytes)} that it may. Nothing was copied. Purge cases that are closed (\`sojourn purge CASE.sojourn\`, or Remove copies in the sheet of the case), or name another folder on the command line (\`--cache\`).`,
      )
  }

  private async usedBytes(): Promise<number> {
    return sizeOf(await this.copies())
  }

  private async note(place: string, acquisition: Acquisition): Promise<void> {
    const others = (await records(place)).filter(
      ({ source, caseFile }) => source !== acquisition.source || caseFile !== acquisition.caseFile,
    )
    await writeRecords(place, [...others, acquisition])
  }

  private partsRemoved = false

  private async removeOldParts(): Promise<void> {
    if (this.partsRemoved) return
    this.partsRemoved = true
    const now = (this.options.nowMs ?? Date.now)()
    for (const name of await readdir(path.join(this.folder, PARTS))) {
      const part = path.join(this.folder, PARTS, name)
      const file = await stat(part).catch(() => null)
      if (file !== null && now - file.mtimeMs > DAY_MS) await rm(part, { force: true })
    }
  }
}

function sizeOf(copies: readonly CachedCopy[]): number {
  return copies.reduce((sum, { bytes }) => sum + bytes, 0)
}

/** Less than its source had. */
export function isCut({ problem, told }: Acquisition, bytes: number): boolean {
  return problem !== null && told.size !== null && bytes < told.size
}

async function asCopy(place: string, { size, mtimeMs }: Stats): Promise<CachedCopy> {
  // A crash may have left no record: then the copy was used when it was written.
  const usedMs = await stat(place + RECORD).then(
    (record) => record.mtimeMs,
    () => mtimeMs,
  )
  return { path: place, bytes: size, acquisitions: await records(place), usedMs }
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

async function isThere(place: string, bytes: number): Promise<boolean> {
  const file = await stat(place).catch(() => null)
  return file?.size === bytes
}

async function records(place: string): Promise<readonly Acquisition[]> {
  try {
    const noted: unknown = JSON.parse(await readFile(place + RECORD, 'utf8'))
    return Array.isArray(noted) ? (noted as readonly Acquisition[]) : []
  } catch {
    // None yet, or a crash left none that can be read: the copy is named by its content all the same.
    return []
  }
}

async function writeRecords(place: string, acquisitions: readonly Acquisition[]): Promise<void> {
  const written = `${place}${RECORD}.${randomUUID()}`
  const handle = await open(written, 'wx')
  try {
    await handle.writeFile(JSON.stringify(acquisitions, null, 2) + '\n')
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(written, place + RECORD)
}

const megabytes = (bytes: number): string => `${Math.ceil(bytes / 1e6)} MB`
