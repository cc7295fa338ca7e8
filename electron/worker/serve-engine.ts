/** The engine's side of its process: main speaks over parentPort, the window over a port of its own. */
import type { EngineCommand, EngineNotice } from '../contract/bridge'
import type { SourceState } from '../contract/engine'
import { EngineCore } from './engine-core'
import { ThreadStore } from './store-thread'

/** What is needed of Electron's ports; the worker imports nothing of Electron. */
interface Port {
  on(event: 'message', listener: (event: { data: unknown; ports: readonly Port[] }) => void): void
  postMessage(message: unknown): void
}
interface WindowPort extends Port {
  start(): void
}

/** @param script bundle that serves the store where it runs in a thread */
export function serveEngine(script: URL): void {
  const { parentPort } = process as unknown as { readonly parentPort: Port }
  const engine = new EngineCore({
    store: new ThreadStore(script),
    onUnderWay: (sources) => {
      const notice: EngineNotice = { kind: 'under-way', sources }
      parentPort.postMessage(notice)
    },
  })
  parentPort.on('message', ({ data, ports }) => {
    const command = data as EngineCommand
    switch (command.kind) {
      case 'connect':
        if (ports[0]) connect(engine, ports[0] as WindowPort)
        break
      case 'open':
        void engine.open(command.sources)
        break
      case 'arrived':
        engine.arrived(command.id, command.bytes)
        break
      case 'arrival-ended':
        engine.arrivalEnded(command)
        break
      case 'forget':
        engine.forget(command.id)
        break
      case 'export-target':
        engine.exportTo(command)
        break
    }
  })
  const ready: EngineNotice = { kind: 'ready' }
  parentPort.postMessage(ready)
}

const told = new Map<string, string>()

/** Main keeps the custody of the logs: each that was read to its end, once, and again where its content became another. */
function tellRead(sources: readonly SourceState[]): void {
  const read = sources.flatMap(({ source, status, size, sha256, localTimes }) => {
    if (status !== 'done' || sha256 === null || told.get(source) === sha256) return []
    told.set(source, sha256)
    return [{ id: source, size, sha256, zone: localTimes?.zone ?? null }]
  })
  if (read.length === 0) return
  const { parentPort } = process as unknown as { readonly parentPort: Port }
  const notice: EngineNotice = { kind: 'read', sources: read }
  parentPort.postMessage(notice)
}

const stopped = new Set<string>()

/** Main has what is still coming of a log that nobody wants any more stopped. */
function tellStopped(sources: readonly SourceState[]): void {
  const now = sources
    .filter(({ source, status }) => (status === 'cancelled' || status === 'skipped') && !stopped.has(source))
    .map(({ source }) => source)
  if (now.length === 0) return
  now.forEach((source) => stopped.add(source))
  const { parentPort } = process as unknown as { readonly parentPort: Port }
  const notice: EngineNotice = { kind: 'stopped', sources: now }
  parentPort.postMessage(notice)
}

function connect(engine: EngineCore, port: WindowPort): void {
  port.on('message', ({ data }) => void engine.receive(data))
  port.start()
  engine.connect((message) => {
    port.postMessage(message)
    if (message.kind !== 'sources') return
    tellRead(message.sources)
    tellStopped(message.sources)
  })
}
