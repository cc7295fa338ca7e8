/** Entry of the engine's utility process: main speaks over parentPort, the window over a port of its own. */
import type { EngineCommand, EngineNotice } from '../contract/bridge'
import { EngineCore } from './engine-core'

/** What is needed of Electron's ports; the worker imports nothing of Electron. */
interface Port {
  on(event: 'message', listener: (event: { data: unknown; ports: readonly Port[] }) => void): void
  postMessage(message: unknown): void
}
interface WindowPort extends Port {
  start(): void
}

const { parentPort } = process as unknown as { readonly parentPort: Port }
const engine = new EngineCore()

function connect(port: WindowPort): void {
  port.on('message', ({ data }) => void engine.receive(data))
  port.start()
  engine.connect((message) => port.postMessage(message))
}

parentPort.on('message', ({ data, ports }) => {
  const command = data as EngineCommand
  switch (command.kind) {
    case 'connect':
      if (ports[0]) connect(ports[0] as WindowPort)
      break
    case 'open':
      void engine.open(command.sources)
      break
  }
})
const ready: EngineNotice = { kind: 'ready' }
parentPort.postMessage(ready)
