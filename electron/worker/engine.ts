/**
 * Entry of the engine's utility process: main speaks over parentPort, the window over a port of its own. The same file is the entry of the
 * thread that keeps the case.
 */
import { isMainThread, parentPort as threadPort } from 'node:worker_threads'
import type { EngineCommand, EngineNotice } from '../contract/bridge'
import { EngineCore } from './engine-core'
import { serveStore, ThreadStore } from './store-thread'

/** What is needed of Electron's ports; the worker imports nothing of Electron. */
interface Port {
  on(event: 'message', listener: (event: { data: unknown; ports: readonly Port[] }) => void): void
  postMessage(message: unknown): void
}
interface WindowPort extends Port {
  start(): void
}

if (isMainThread) runEngine()
else if (threadPort) serveStore(threadPort)

function runEngine(): void {
  const { parentPort } = process as unknown as { readonly parentPort: Port }
  const engine = new EngineCore({ store: new ThreadStore(new URL(import.meta.url)) })
  parentPort.on('message', ({ data, ports }) => {
    const command = data as EngineCommand
    switch (command.kind) {
      case 'connect':
        if (ports[0]) connect(engine, ports[0] as WindowPort)
        break
      case 'open':
        void engine.open(command.sources)
        break
      case 'export-target':
        engine.exportTo(command)
        break
    }
  })
  const ready: EngineNotice = { kind: 'ready' }
  parentPort.postMessage(ready)
}

function connect(engine: EngineCore, port: WindowPort): void {
  port.on('message', ({ data }) => void engine.receive(data))
  port.start()
  engine.connect((message) => port.postMessage(message))
}
