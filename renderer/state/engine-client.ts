/** The page's side of the engine port: calls with one reply each, and what the engine tells by itself. */
import type { WindowNotice } from '../../electron/contract/bridge'
import type { EngineMessage, EngineReplies, EngineRequest } from '../../electron/contract/engine'

type CallName = keyof EngineReplies
export type RequestFor<C extends CallName> = Extract<EngineRequest, { call: C }>
export type EnginePush = Exclude<EngineMessage, { kind: 'reply' | 'error' }>

/** The engine went away, or was replaced, before it answered. A new port follows; whoever still cares asks again. */
export class EngineGone extends Error {
  override readonly name = 'EngineGone'
}

/** The engine could not answer; `message` is made for people. */
export class EngineRefusal extends Error {
  override readonly name = 'EngineRefusal'
}

interface Pending {
  readonly resolve: (value: unknown) => void
  readonly reject: (reason: Error) => void
}

/** What is needed of a MessagePort. */
export interface EnginePort {
  onmessage: ((event: MessageEvent) => void) | null
  postMessage(message: unknown): void
  start(): void
  close(): void
}

export class EngineClient {
  private port: EnginePort | null = null
  private nextId = 1
  private readonly pending = new Map<number, Pending>()
  private readonly queue: { readonly id: number; readonly request: EngineRequest }[] = []
  private readonly listeners = new Set<(push: EnginePush) => void>()

  /** Calls that wait for an answer. */
  get waiting(): number {
    return this.pending.size
  }

  /** Takes over a fresh port. Calls of the old one are rejected with EngineGone; those made without any are sent now. */
  attach(port: EnginePort): void {
    this.detach()
    this.port = port
    port.onmessage = (event: MessageEvent) => this.receive(event.data as EngineMessage)
    port.start()
    for (const call of this.queue.splice(0)) port.postMessage(call)
  }

  /** The engine is gone: rejects whatever waits for it. */
  detach(): void {
    if (this.port === null) return
    this.port.onmessage = null
    this.port.close()
    this.port = null
    const lost = [...this.pending.values()]
    this.pending.clear()
    for (const call of lost) call.reject(new EngineGone('The engine was restarted before it answered.'))
  }

  /**
   * Asks the engine. Without a port the call waits for one.
   * @throws EngineGone when the engine went away first, EngineRefusal when it could not answer
   */
  call<C extends CallName>(request: RequestFor<C> & { readonly call: C }): Promise<EngineReplies[C]> {
    const id = this.nextId++
    const message = { id, request: request as EngineRequest }
    return new Promise<EngineReplies[C]>((resolve, reject) => {
      this.pending.set(id, { resolve: resolve as (value: unknown) => void, reject })
      if (this.port === null) this.queue.push(message)
      else this.port.postMessage(message)
    })
  }

  /** Hears what the engine tells unasked; returns the way to stop. */
  listen(listener: (push: EnginePush) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  private receive(message: EngineMessage): void {
    if (message.kind !== 'reply' && message.kind !== 'error') {
      for (const listener of this.listeners) listener(message)
      return
    }
    const call = this.pending.get(message.id)
    if (call === undefined) return
    this.pending.delete(message.id)
    if (message.kind === 'reply') call.resolve(message.value)
    else call.reject(new EngineRefusal(message.message))
  }
}

/** The one connection of this window. */
export const engine = new EngineClient()

/** Hears the notices that main posts into this window; messages of other origins or shapes are ignored. */
export function listenToWindow(
  onNotice: (notice: WindowNotice, port: MessagePort | undefined) => void,
): () => void {
  const receive = (event: MessageEvent): void => {
    if (event.source !== null && event.source !== window) return
    if (event.origin !== '' && event.origin !== window.location.origin) return
    const data: unknown = event.data
    if (typeof data === 'object' && data !== null && 'sojourn' in data) {
      onNotice(data as WindowNotice, event.ports[0])
    }
  }
  window.addEventListener('message', receive)
  return () => window.removeEventListener('message', receive)
}
