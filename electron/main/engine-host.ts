/**
 * Keeps the engine process alive and connects it to the page. The engine may die of hostile input or lack of memory at
 * any time; the window stays, a new engine is given the same logs, and the page hears of it with its new port. A log that it dies of
 * again and again is set aside (suspect-logs).
 */
import { MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron'
import * as z from 'zod'
import type { EngineCommand, EngineNotice, OpenedSource, WindowNotice } from '../contract/bridge'
import type { FileSpot } from '../contract/file-spot'
import type { SourceId } from '../contract/ids'
import { RestartLimit } from './restart-limit'
import { SuspectLogs } from './suspect-logs'

/** 4 GB is what one V8 heap can hold; only `--js-flags` reaches a utility process. Columns lie outside the heap. */
const ENGINE_ARGUMENTS = ['--js-flags=--max-old-space-size=4096']
const RESTARTS_A_MINUTE = 3
const MINUTE_MS = 60_000

const noticeSchema: z.ZodType<EngineNotice> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  z.object({ kind: z.literal('under-way'), sources: z.array(z.string().max(128)).max(100) }),
  z.object({ kind: z.literal('stopped'), sources: z.array(z.string().max(128)).max(1_000_000) }),
  z.object({
    kind: z.literal('read'),
    sources: z
      .array(
        z.object({
          id: z.string().max(128),
          size: z.number().int().min(0),
          sha256: z.string().regex(/^[0-9a-f]{64}$/),
          zone: z.string().max(100).nullable(),
        }),
      )
      .max(100_000),
  }),
])

export class EngineHost {
  private process: UtilityProcess | null = null
  private ready = false
  private closing = false
  private portWanted = false
  private restarted = false
  private opened: OpenedSource[] = []
  private unwanted: ((id: string) => void)[] = []
  private readonly suspects = new SuspectLogs()
  private readonly limit = new RestartLimit(RESTARTS_A_MINUTE, MINUTE_MS)

  /** Hears of logs that were read to their end. */
  onRead: (sources: Extract<EngineNotice, { kind: 'read' }>['sources']) => void = () => undefined

  /** Hears that nothing of what was opened counts any more. */
  onReset: () => void = () => undefined

  /** Code page that the present engine reads 8-bit text with. */
  codePage = ''

  /** Zone that a person named for times without an offset; '' until then, and of another case. */
  private timelineZone = ''

  /** @param wantedPage the code page of the next engine */
  constructor(
    private readonly file: string,
    private wantedPage: string,
    readonly notify: (notice: WindowNotice, port?: MessagePortMain) => void,
  ) {}

  start(): void {
    this.codePage = this.wantedPage
    const engine = utilityProcess.fork(this.file, [this.codePage, this.timelineZone], {
      serviceName: 'Sojourn engine',
      execArgv: ENGINE_ARGUMENTS,
    })
    this.process = engine
    this.ready = false
    engine.on('message', (message: unknown) => {
      const notice = noticeSchema.safeParse(message)
      if (this.process === engine && notice.success) this.hear(engine, notice.data)
    })
    engine.once('exit', (code) => {
      if (this.process === engine) this.afterExit(code)
    })
  }

  /** Gives the page a fresh port, at once or as soon as the engine is up; starts an engine that stayed down. */
  connect(): void {
    this.portWanted = true
    if (this.process === null) {
      this.limit.reset()
      this.start()
    } else if (this.ready) this.givePort(this.process)
  }

  open(sources: readonly OpenedSource[]): void {
    this.opened.push(...sources)
    if (this.process !== null && this.ready) this.sendOpen(this.process, sources)
  }

  /** Bytes of a source that is still coming are there; another engine is told the same. */
  arrived(id: SourceId, bytes: number): void {
    this.change(id, (source) =>
      source.arriving ? { ...source, arriving: { ...source.arriving, bytes } } : source,
    )
    if (this.process !== null && this.ready) send(this.process, { kind: 'arrived', id, bytes })
  }

  /** It has come, whole or as far as it came. */
  arrivalEnded(id: SourceId, spot: FileSpot | null, flaw: string | null): void {
    this.change(id, ({ arriving: _, ...source }) => ({ ...source, path: spot ?? source.path, flaw }))
    if (this.process !== null && this.ready)
      send(this.process, { kind: 'arrival-ended', id, path: spot, flaw })
  }

  /** A source leaves the case: it is opened anew. */
  forget(id: SourceId): void {
    this.opened = this.opened.filter((source) => source.id !== id)
    if (this.process !== null && this.ready) send(this.process, { kind: 'forget', id })
  }

  /** What was opened by this id; null of what is not open any more. */
  sourceOf(id: SourceId): OpenedSource | null {
    return this.opened.find((source) => source.id === id) ?? null
  }

  /** Hears of sources whose reading a person stopped. */
  onUnwanted(hear: (id: string) => void): void {
    this.unwanted.push(hear)
  }

  /** Forgets what was opened: an engine without logs takes the place of this one. */
  reset(): void {
    this.opened = []
    this.timelineZone = ''
    this.suspects.reset()
    this.unwanted = []
    this.onReset()
    if (this.process !== null) this.readAgain()
  }

  /** 8-bit text is read with this code page from now on; logs that are open stay as they were read, and `readAgain` reads them anew. */
  decodeWith(codePage: string): void {
    this.wantedPage = codePage
    if (this.opened.length === 0 && this.process !== null && codePage !== this.codePage) this.readAgain()
  }

  /** Times of timelines that have no offset are read in this zone, all that is open at once. @param zone as `isZoneName` knows them */
  readInZone(zone: string): void {
    this.timelineZone = zone
    this.readAgain()
  }

  /** Another engine takes the place of this one and reads everything that is open. */
  readAgain(): void {
    const old = this.process
    this.start()
    old?.kill()
  }

  /** What a log that was opened is called: its path, or that of its archive with its name behind; null of one that is not open any more. */
  pathOf(id: SourceId): string | null {
    return this.sourceOf(id)?.display ?? null
  }

  /** Tells the engine where to write the export that the page will ask for by this ticket. */
  exportTo(target: Omit<Extract<EngineCommand, { kind: 'export-target' }>, 'kind'>): void {
    if (this.process !== null && this.ready) send(this.process, { kind: 'export-target', ...target })
  }

  /** Paths of all logs and archives that were opened. */
  openedPaths(): readonly string[] {
    return [...new Set(this.opened.map(({ display, archive }) => archive ?? display))]
  }

  close(): void {
    this.closing = true
    this.process?.kill()
  }

  private change(id: SourceId, how: (source: OpenedSource) => OpenedSource): void {
    const at = this.opened.findIndex((source) => source.id === id)
    if (at >= 0) this.opened[at] = how(this.opened[at]!)
  }

  private becomeReady(engine: UtilityProcess): void {
    this.ready = true
    if (this.portWanted) this.givePort(engine)
    if (this.opened.length > 0) this.sendOpen(engine, this.opened)
  }

  private sendOpen(engine: UtilityProcess, opened: readonly OpenedSource[]): void {
    const sources = opened.map((source) => {
      const care = this.suspects.careOf(source.id)
      return care === undefined ? source : { ...source, care }
    })
    send(engine, { kind: 'open', sources })
  }

  private hear(engine: UtilityProcess, notice: EngineNotice): void {
    switch (notice.kind) {
      case 'ready':
        return this.becomeReady(engine)
      case 'under-way':
        return this.suspects.noteUnderWay(notice.sources as readonly SourceId[])
      case 'read':
        this.suspects.noteRead()
        return this.onRead(notice.sources)
      case 'stopped':
        for (const id of notice.sources) for (const hear of this.unwanted) hear(id)
    }
  }

  private givePort(engine: UtilityProcess): void {
    const { port1, port2 } = new MessageChannelMain()
    send(engine, { kind: 'connect' }, port1)
    this.notify({ sojourn: 'engine-port', restarted: this.restarted }, port2)
    this.restarted = false
  }

  private afterExit(code: number): void {
    this.process = null
    this.ready = false
    if (this.closing) return
    this.restarted = this.portWanted
    const verdict = this.suspects.judge()
    if (verdict.kind === 'set-aside') {
      const path = this.pathOf(verdict.source) ?? ''
      this.notify({ sojourn: 'notice', level: 'warning', message: setAsideMessage(path) })
    }
    if (verdict.kind !== 'unexplained' || this.limit.allow(Date.now())) this.start()
    else this.notify({ sojourn: 'engine-stopped', message: stoppedMessage(code) })
  }
}

function send(engine: UtilityProcess, command: EngineCommand, ...ports: MessagePortMain[]): void {
  engine.postMessage(command, ports)
}

function setAsideMessage(path: string): string {
  return (
    `${path}: the reader stopped twice on this log, which was set aside; all others are read without it. ` +
    'The file on disk is untouched. Open it again to try once more.'
  )
}

function stoppedMessage(code: number): string {
  return (
    `The reader stopped ${RESTARTS_A_MINUTE + 1} times within a minute (exit code ${code}) and was not started again. ` +
    'The logs on disk are untouched. Retry, or open fewer logs at a time.'
  )
}
