/** The utility process behind the window: commands from main, calls from the page over a port of its own. */
import { availableParallelism } from 'node:os'
import type { MessagePortMain } from 'electron'
import * as z from 'zod'
import type { EngineCommand, EngineNotice } from '../contract/bridge'
import { callSchema, type EngineMessage } from '../contract/engine'
import { MemorySessionStore } from '../core/query/memory-session-store'
import { EngineCase } from './engine-case'
import { ParserPool } from './scheduler'

const threads = availableParallelism()
let port: MessagePortMain | null = null

const engineCase = new EngineCase(
  new ParserPool({ threads, threadScript: new URL('./parser-thread.js', import.meta.url) }),
  (table, found, reading) => new MemorySessionStore(table, found, reading),
  threads,
  (message) => send(message),
)

function send(message: EngineMessage): void {
  port?.postMessage(message)
}

const numbered = z.object({ id: z.number() })

async function called(data: unknown): Promise<void> {
  const call = callSchema.safeParse(data)
  if (!call.success) {
    // What has no number cannot be answered.
    const { data: named } = numbered.safeParse(data)
    if (named) send({ kind: 'error', id: named.id, message: 'The reader did not understand the call.' })
    return
  }
  const { id, request } = call.data
  try {
    send({ kind: 'reply', id, value: await engineCase.answer(request) })
  } catch (error) {
    send({ kind: 'error', id, message: error instanceof Error ? error.message : String(error) })
  }
}

function connect(next: MessagePortMain): void {
  port?.close()
  port = next
  next.on('message', ({ data }) => void called(data))
  next.start()
  engineCase.greet()
}

process.parentPort.on('message', ({ data, ports }) => {
  const command = data as EngineCommand
  if (command.kind === 'open') engineCase.open(command.sources)
  else if (ports[0]) connect(ports[0])
})
process.parentPort.postMessage({ kind: 'ready' } satisfies EngineNotice)
