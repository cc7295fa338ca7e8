/**
 * The case in a thread of its own: merging and rebuilding sessions there holds up neither reading nor cancelling. Both sides of the
 * conversation are here.
 */
import { type MessagePort, Worker } from 'node:worker_threads'
import type { EngineReplies, ExportReply } from '../contract/engine'
import { currentCodePage } from '../core/bytes/ansi'
import { batchBuffers, ownBatch } from '../core/columns/batch-buffers'
import type { TableBatch } from '../core/columns/table-builder'
import type { SourceDamage } from '../core/query/damage-places'
import { currentTimelineZone } from '../core/text-sources/timeline-zone'
import { MemoryStore } from './memory-store'
import { sentence } from './sentence'
import type {
  ExportRequest,
  Rebuilt,
  SessionStore,
  StoreCall,
  StoredSource,
  StoreRequest,
} from './session-store'

type ToThread =
  | {
      readonly kind: 'add'
      readonly path: string
      readonly order: number
      readonly stream: number
      readonly batch: TableBatch
    }
  | { readonly kind: 'remove'; readonly path: string; readonly onlyRecovered: boolean }
  | {
      readonly kind: 'hits'
      readonly search: number
      readonly source: string
      readonly offsets: Float64Array
    }
  | {
      readonly kind: 'rebuild'
      readonly id: number
      readonly partial: boolean
      readonly sources: readonly StoredSource[]
      readonly damage: readonly SourceDamage[]
    }
  | { readonly kind: 'ask'; readonly id: number; readonly request: StoreRequest }
  | { readonly kind: 'export'; readonly id: number; readonly request: ExportRequest }

type Answer = Rebuilt | ExportReply | EngineReplies[StoreCall]
type FromThread =
  { readonly id: number; readonly value: Answer } | { readonly id: number; readonly problem: string }

/** Rebuilding here only makes answers wait, so it may take longer than in the engine's own thread. */
const MAX_REBUILD_MS = 1000

interface Waiting {
  readonly resolve: (value: Answer) => void
  readonly reject: (problem: Error) => void
}

/** A store in a thread. If the thread dies, so does this process, and main starts another engine. */
export class ThreadStore implements SessionStore {
  readonly maxRebuildMs = MAX_REBUILD_MS
  private readonly worker: Worker
  private readonly waiting = new Map<number, Waiting>()
  private lastId = 0

  /** @param script bundle that calls `serveStore` in a thread */
  constructor(script: URL) {
    this.worker = new Worker(script, { workerData: [currentCodePage(), currentTimelineZone() ?? ''] })
    // The engine's port to main keeps the process alive; this thread ends with it.
    this.worker.unref()
    this.worker.on('message', (answer: FromThread) => this.receive(answer))
    this.worker.on('error', (error) => {
      throw error
    })
  }

  add(path: string, order: number, stream: number, lent: TableBatch): void {
    const batch = ownBatch(lent)
    this.worker.postMessage(
      { kind: 'add', path, order, stream, batch } satisfies ToThread,
      batchBuffers(batch),
    )
  }

  remove(path: string, onlyRecovered = false): void {
    this.worker.postMessage({ kind: 'remove', path, onlyRecovered } satisfies ToThread)
  }

  noteHits(search: number, source: string, offsets: Float64Array): void {
    this.worker.postMessage({ kind: 'hits', search, source, offsets } satisfies ToThread)
  }

  async rebuild(
    partial: boolean,
    sources: readonly StoredSource[],
    damage: readonly SourceDamage[] = [],
  ): Promise<Rebuilt> {
    return (await this.ask((id) => ({ kind: 'rebuild', id, partial, sources, damage }))) as Rebuilt
  }

  async answer(request: StoreRequest): Promise<EngineReplies[StoreCall]> {
    return (await this.ask((id) => ({ kind: 'ask', id, request }))) as EngineReplies[StoreCall]
  }

  async export(request: ExportRequest): Promise<ExportReply> {
    return (await this.ask((id) => ({ kind: 'export', id, request }))) as ExportReply
  }

  private ask(message: (id: number) => ToThread): Promise<Answer> {
    const id = ++this.lastId
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject })
      this.worker.postMessage(message(id))
    })
  }

  private receive(answer: FromThread): void {
    const waiting = this.waiting.get(answer.id)
    this.waiting.delete(answer.id)
    if ('problem' in answer) waiting?.reject(new Error(answer.problem))
    else waiting?.resolve(answer.value)
  }
}

/** The thread's side: answers in the order of asking, batches and rebuilds included. */
export function serveStore(port: MessagePort, store: SessionStore = new MemoryStore()): void {
  port.on('message', (message: ToThread) => {
    switch (message.kind) {
      case 'add':
        store.add(message.path, message.order, message.stream, message.batch)
        break
      case 'remove':
        store.remove(message.path, message.onlyRecovered)
        break
      case 'hits':
        store.noteHits(message.search, message.source, message.offsets)
        break
      case 'rebuild':
        reply(port, message.id, store.rebuild(message.partial, message.sources, message.damage))
        break
      case 'export':
        reply(port, message.id, store.export(message.request))
        break
      case 'ask':
        reply(port, message.id, store.answer(message.request))
        break
    }
  })
}

function reply(port: MessagePort, id: number, answer: Promise<Answer>): void {
  answer.then(
    (value) => port.postMessage({ id, value } satisfies FromThread),
    (error: unknown) => port.postMessage({ id, problem: sentence(error) } satisfies FromThread),
  )
}
