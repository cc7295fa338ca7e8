/**
 * Keeps the engine process alive and connects it to the page. The engine may die of hostile input or lack of memory at
 * any time; the window stays, a new engine is given the same logs, and the page hears of it with its new port.
 */
import { MessageChannelMain, type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron'
import * as z from 'zod'
import type { EngineCommand, EngineNotice, WindowNotice } from '../contract/bridge'
import { RestartLimit } from './restart-limit'

export type OpenSource = Extract<EngineCommand, { kind: 'open' }>['sources'][number]

/** 4 GB is what one V8 heap can hold; only `--js-flags` reaches a utility process. Columns lie outside the heap. */
const ENGINE_ARGUMENTS = ['--js-flags=--max-old-space-size=4096']
const RESTARTS_A_MINUTE = 3
const MINUTE_MS = 60_000

const noticeSchema: z.ZodType<EngineNotice> = z.object({ kind: z.literal('ready') })

export class EngineHost {
  private process: UtilityProcess | null = null
  private ready = false
  private closing = false
  private portWanted = false
  private restarted = false
  private readonly opened: OpenSource[] = []
  private readonly limit = new RestartLimit(RESTARTS_A_MINUTE, MINUTE_MS)

  constructor(
    private readonly file: string,
    private readonly notify: (notice: WindowNotice, port?: MessagePortMain) => void,
  ) {}

  start(): void {
    const engine = utilityProcess.fork(this.file, [], {
      serviceName: 'Sojourn engine',
      execArgv: ENGINE_ARGUMENTS,
    })
    this.process = engine
    this.ready = false
    engine.on('message', (message: unknown) => {
      if (this.process === engine && noticeSchema.safeParse(message).success) this.becomeReady(engine)
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

  open(sources: readonly OpenSource[]): void {
    this.opened.push(...sources)
    if (this.process !== null && this.ready) send(this.process, { kind: 'open', sources })
  }

  /** Tells the engine where to write the export that the page will ask for by this ticket. */
  exportTo(ticket: string, path: string, version: string): void {
    if (this.process !== null && this.ready)
      send(this.process, { kind: 'export-target', ticket, path, version })
  }

  close(): void {
    this.closing = true
    this.process?.kill()
  }

  private becomeReady(engine: UtilityProcess): void {
    this.ready = true
    if (this.portWanted) this.givePort(engine)
    if (this.opened.length > 0) send(engine, { kind: 'open', sources: this.opened })
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
    if (this.limit.allow(Date.now())) this.start()
    else this.notify({ sojourn: 'engine-stopped', message: stoppedMessage(code) })
  }
}

function send(engine: UtilityProcess, command: EngineCommand, ...ports: MessagePortMain[]): void {
  engine.postMessage(command, ports)
}

function stoppedMessage(code: number): string {
  return (
    `The reader stopped ${RESTARTS_A_MINUTE + 1} times within a minute (exit code ${code}) and was not started again. ` +
    'The logs on disk are untouched. Retry, or open fewer logs at a time.'
  )
}
