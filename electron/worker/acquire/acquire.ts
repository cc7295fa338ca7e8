/** Copies one file of any place into the evidence cache, whole or as far as it comes. */
import { setTimeout as pause } from 'node:timers/promises'
import { DamagedMember } from '../archives/checked-bytes'
import { MAX_MEMBER_BYTES } from '../archives/limits'
import type { PlaceFile } from '../sources/place'
import { BrokenTransfer } from '../sources/remote/connection'
import { problemSentence, SourceProblem } from '../sources/source-problem'
import type { Acquisition } from '../../contract/acquisition'
import type { EvidenceCache } from './evidence-cache'
import type { Gate } from './gate'
import type { PartFile } from './part-file'

/** Nothing for so long is a connection that has died without saying so. */
export const IDLE_MS = 30_000
/** A line that breaks more often is not used for evidence; trying again later goes on where this ended. */
export const MAX_ATTEMPTS = 5
/** Between two attempts: a server that restarts is back within this. */
const WAIT_MS = 2_000
/** So much more is written before the disk is looked at again. */
const ROOM_EVERY_BYTES = 256 * 1024 * 1024

export interface AcquireRequest {
  /** Where the file comes from, as shown; also what an attempt that broke off is found by. */
  readonly source: string
  readonly protocol: Acquisition['protocol']
  readonly fingerprint: string | null
  readonly version: string
  readonly caseFile: string | null
  /** Opens it; again after a transfer broke, if `attempts` allows. @throws SourceProblem */
  open(signal: AbortSignal): Promise<PlaceFile>
  /** Default: MAX_ATTEMPTS. */
  readonly attempts?: number
}

export interface AcquireHooks {
  readonly signal: AbortSignal
  readonly gate?: Gate
  /** The growing copy; told once, before the first byte is. */
  readonly began?: (part: string, size: number | null) => void
  /** Bytes that are in the copy by now. */
  readonly arrived?: (bytes: number) => void
  /** The file has changed at its source: what arrived before is void. */
  readonly restarted?: () => void
  readonly idleMs?: number
  readonly waitMs?: number
}

export interface Acquired {
  /** null where nothing arrived. */
  readonly path: string | null
  readonly sha256: string | null
  readonly bytes: number
  readonly notes: readonly string[]
  /** What happened, what was kept, what to do; null where it is whole. */
  readonly problem: string | null
  /** As it is kept beside the copy; null where nothing arrived. */
  readonly record: Acquisition | null
}

/**
 * Acquires a file. What goes wrong at the source is in the answer, with what arrived kept in the cache.
 * A broken transfer is resumed only if etag, size and time are the same; else it starts over and says so.
 */
export async function acquire(
  cache: EvidenceCache,
  request: AcquireRequest,
  hooks: AcquireHooks,
): Promise<Acquired> {
  try {
    return await new Acquiring(cache, request, hooks).run()
  } catch (error) {
    const problem = hooks.signal.aborted ? CANCELLED : problemSentence(error)
    return { path: null, sha256: null, bytes: 0, notes: [], problem, record: null }
  }
}

const CANCELLED = 'It was stopped before its end.'

class Acquiring {
  private readonly start = new Date().toISOString()
  private readonly notes: string[] = []
  private told: Pick<PlaceFile, 'size' | 'modifiedMs' | 'etag'> = NOTHING_TOLD
  private part: PartFile | null = null
  private roomAt = 0

  constructor(
    private readonly cache: EvidenceCache,
    private readonly request: AcquireRequest,
    private readonly hooks: AcquireHooks,
  ) {}

  async run(): Promise<Acquired> {
    const { attempts = MAX_ATTEMPTS } = this.request
    let problem: string | null = null
    for (let attempt = 1; attempt <= attempts; attempt++) {
      if (attempt > 1)
        await pause(this.hooks.waitMs ?? WAIT_MS, undefined, { signal: this.hooks.signal }).catch(
          () => undefined,
        )
      if (this.hooks.signal.aborted) break
      try {
        await this.attempt()
        problem = null
        break
      } catch (error) {
        problem = this.hooks.signal.aborted ? CANCELLED : problemSentence(error)
        if (this.isFinal(error)) break
      }
    }
    if (this.hooks.signal.aborted) problem = CANCELLED
    return this.finish(problem)
  }

  /** What could not even be opened, or is wrong in itself, is so the next time too; a line that broke may not be. */
  private isFinal(error: unknown): boolean {
    if (error instanceof Refused || error instanceof DamagedMember) return true
    return this.part === null && error instanceof SourceProblem && !(error instanceof BrokenTransfer)
  }

  private async attempt(): Promise<void> {
    const { request, hooks } = this
    const file = await request.open(hooks.signal)
    const part = this.part ?? (await this.beginPart(file))
    if (part.bytes > 0 && !this.goesOn(file)) {
      this.notes.push(startedOver(part.bytes, file))
      await part.restart()
      hooks.restarted?.()
    } else if (part.bytes > 0)
      this.notes.push(`Resumed at byte ${part.bytes}; size, time and etag were the same.`)
    this.told = file
    await this.copy(file, part)
  }

  private async beginPart(file: PlaceFile): Promise<PartFile> {
    const { cache, hooks, request } = this
    if (file.size !== null && file.size > MAX_MEMBER_BYTES)
      throw new Refused(`It has ${file.size} bytes, more than any log. Nothing was copied.`)
    const earlier = request.protocol === 'archive' ? null : await cache.unfinished(request.source)
    const before = earlier?.record.told
    this.told = {
      size: before?.size ?? null,
      etag: before?.etag ?? null,
      modifiedMs: before?.modified == null ? null : Date.parse(before.modified),
    }
    const isSame = earlier !== null && this.goesOn(file)
    if (earlier !== null && !isSame) this.notes.push(startedOver(earlier.record.bytes, file))
    this.part = await cache.begin(file.size, isSame ? earlier.path : null, hooks.signal)
    this.roomAt = this.part.bytes + ROOM_EVERY_BYTES
    hooks.began?.(this.part.path, file.size)
    this.part.onWritten = (bytes) => hooks.arrived?.(bytes)
    return this.part
  }

  /** Whether what arrived is the beginning of this file. */
  private goesOn({ ranges, size, modifiedMs, etag }: PlaceFile): boolean {
    const { told } = this
    const isKnown = etag !== null || modifiedMs !== null
    const sameTime = wholeMs(modifiedMs) === wholeMs(told.modifiedMs)
    return ranges && isKnown && size !== null && size === told.size && etag === told.etag && sameTime
  }

  private async copy(file: PlaceFile, part: PartFile): Promise<void> {
    const { hooks, cache } = this
    const stop = new AbortController()
    const cancel = (): void => stop.abort(hooks.signal.reason)
    hooks.signal.addEventListener('abort', cancel, { once: true })
    const chunks = file.read(part.bytes, stop.signal)[Symbol.asyncIterator]()
    try {
      for (;;) {
        await hooks.gate?.pass(hooks.signal)
        if (hooks.signal.aborted) throw new SourceProblem(CANCELLED)
        const next = await this.nextWithin(chunks, stop)
        if (next.done) break
        const room = (file.size ?? MAX_MEMBER_BYTES) - part.bytes
        const chunk = next.value.subarray(0, room)
        if (part.bytes + chunk.length > this.roomAt) {
          await cache.checkRoom(ROOM_EVERY_BYTES).catch((error: unknown) => {
            throw new Refused(problemSentence(error))
          })
          this.roomAt += ROOM_EVERY_BYTES
        }
        await part.write(chunk)
        if (chunk.length < next.value.length)
          throw new Refused(
            `The source sends more than the ${part.bytes} bytes that it may have, and was cut off there.`,
          )
      }
    } finally {
      hooks.signal.removeEventListener('abort', cancel)
      stop.abort()
      // Its end may hang like its reading did.
      void Promise.resolve(chunks.return?.()).catch(() => undefined)
    }
    if (file.size !== null && part.bytes < file.size)
      throw new SourceProblem(`The source ended after ${part.bytes} of ${file.size} bytes.`)
  }

  /** @throws SourceProblem where nothing comes for IDLE_MS */
  private async nextWithin(
    chunks: AsyncIterator<Uint8Array>,
    stop: AbortController,
  ): Promise<IteratorResult<Uint8Array>> {
    const idleMs = this.hooks.idleMs ?? IDLE_MS
    let timer: NodeJS.Timeout | undefined
    let cancel = (): void => undefined
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(
        () => reject(new SourceProblem(`Nothing came for ${Math.round(idleMs / 1000)} s.`)),
        idleMs,
      )
      cancel = () => reject(new SourceProblem(CANCELLED))
      stop.signal.addEventListener('abort', cancel, { once: true })
    })
    const next = chunks.next()
    // Once it is late, how it ends does not matter any more.
    next.catch(() => undefined)
    try {
      return await Promise.race([next, late])
    } finally {
      clearTimeout(timer)
      stop.signal.removeEventListener('abort', cancel)
    }
  }

  private async finish(problem: string | null): Promise<Acquired> {
    const { part, request, told, notes } = this
    const bytes = part?.bytes ?? 0
    if (part === null || (bytes === 0 && problem !== null)) {
      await part?.discard()
      return { path: null, sha256: null, bytes: 0, notes, problem: problem ?? CANCELLED, record: null }
    }
    const said =
      problem === null || request.protocol === 'archive'
        ? problem
        : `${withoutNothing(problem)} ${bytes}${told.size === null ? '' : ` of ${told.size}`} bytes arrived and are kept. Try again to get the rest.`
    const { path, record } = await this.cache.keep(part, {
      source: request.source,
      protocol: request.protocol,
      fingerprint: request.fingerprint,
      told: {
        size: told.size,
        modified: told.modifiedMs === null ? null : new Date(told.modifiedMs).toISOString(),
        etag: told.etag,
      },
      start: this.start,
      end: new Date().toISOString(),
      version: request.version,
      caseFile: request.caseFile,
      notes,
      problem: said,
    })
    return { path, sha256: record.sha256, bytes, notes, problem: said, record }
  }
}

function startedOver(bytes: number, { ranges }: PlaceFile): string {
  return `Started over after ${bytes} bytes: the source ${ranges ? 'has changed, or does not say whether it has' : 'gives no parts of files'}.`
}

/** Trying again would not help. */
class Refused extends SourceProblem {}

/** The attempt that was refused read nothing; the one before it did. */
const withoutNothing = (problem: string): string => problem.replace(' Nothing was read.', '')

/** The record keeps no more of a time. */
const wholeMs = (ms: number | null): number | null => (ms === null ? null : Math.floor(ms))

const NOTHING_TOLD = { size: null, modifiedMs: null, etag: null }
