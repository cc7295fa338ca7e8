import { Worker } from 'node:worker_threads'
import { currentCodePage } from '../core/bytes/ansi'
import type { ThreadReply, ThreadRequest } from './parser-thread'
import { SLAB_SIZE, SlabParser, type SlabJob, type SlabResult } from './slab-parser'

/** The result of one slab; `stream` names the parser that made its batch. */
export type Delivery =
  | { readonly stream: number; readonly result: SlabResult; readonly failure: null }
  | { readonly result: null; readonly failure: string }

/** Bundles lie in out/worker, out/cli and so on: the thread's file is the same step away from each. */
const THREAD_URL = new URL('../worker/parser-thread.js', import.meta.url)
/** A slab takes 2 to 40 ms. A thread that is busy this long is given up, and with it the slab. */
const STUCK_MS = 60_000

export interface PoolOptions {
  /** Worker threads at most; 0 parses in the calling thread, which costs the least CPU for small inputs. */
  readonly threads: number
  readonly threadScript?: URL
}

interface Waiting {
  readonly request: ThreadRequest
  readonly deliver: (delivery: Delivery) => void
}

interface ParserThread {
  readonly worker: Worker
  readonly stream: number
  current: Waiting | null
  timer: NodeJS.Timeout | null
}

interface InlineParser {
  readonly parser: SlabParser
  readonly stream: number
}

let streamCount = 0

function newInlineParser(): InlineParser {
  return { parser: new SlabParser(), stream: streamCount++ }
}

/**
 * Parses slabs on worker threads, in the utility process and in plain Node alike. Memory is bounded: there are two slab
 * buffers a thread and one more, and who wants to read has to borrow one. Threads start when there is work for them.
 */
export class ParserPool {
  private readonly threads: ParserThread[] = []
  private readonly queue: Waiting[] = []
  private inline: InlineParser | null
  private readonly free: Uint8Array[] = []
  private readonly borrowers: ((buffer: Uint8Array) => void)[] = []
  private buffersLeft: number
  private slabCount = 0
  private closed = false

  constructor(private readonly options: PoolOptions) {
    this.inline = options.threads === 0 ? newInlineParser() : null
    this.buffersLeft = options.threads * 2 + 1
  }

  /** Slabs are parsed in the calling thread, one after the other. */
  get isInline(): boolean {
    return this.inline !== null
  }

  get threadCount(): number {
    return this.threads.length
  }

  /** Slabs that may be in work at once. */
  get depth(): number {
    return this.options.threads * 2 + 1
  }

  /** A buffer of SLAB_SIZE; waits while all are in use. Give it to `parse` or back. */
  borrow(): Promise<Uint8Array> {
    const free = this.free.pop()
    if (free) return Promise.resolve(free)
    if (this.buffersLeft > 0) {
      this.buffersLeft--
      return Promise.resolve(new Uint8Array(SLAB_SIZE))
    }
    return new Promise((resolve) => this.borrowers.push(resolve))
  }

  giveBack(buffer: Uint8Array): void {
    const borrower = this.borrowers.shift()
    if (borrower) borrower(buffer)
    else this.free.push(buffer)
  }

  /** A buffer that will never come back (an abandoned read holds it) is replaced. */
  forget(): void {
    this.giveBack(new Uint8Array(SLAB_SIZE))
  }

  /**
   * Parses the first `length` bytes of a borrowed buffer and takes it back. `deliver` is called once, in the order in
   * which each parser finished, which is what merging batches of one stream needs.
   */
  parse(buffer: Uint8Array, length: number, job: SlabJob, deliver: (delivery: Delivery) => void): void {
    if (this.inline) {
      this.parseInline(this.inline, buffer, length, job, deliver)
      return
    }
    const request = { slab: this.slabCount++, buffer: buffer.buffer as ArrayBuffer, length, job }
    this.queue.push({ request, deliver })
    this.dispatch()
  }

  /** Ends all threads. Slabs in work are lost; call it when none are. */
  async close(): Promise<void> {
    this.closed = true
    await Promise.all(this.threads.splice(0).map(({ worker }) => worker.terminate()))
  }

  private parseInline(
    { parser, stream }: InlineParser,
    buffer: Uint8Array,
    length: number,
    job: SlabJob,
    deliver: (delivery: Delivery) => void,
  ): void {
    let delivery: Delivery
    try {
      delivery = { stream, result: parser.parse(buffer.subarray(0, length), job), failure: null }
    } catch (error) {
      // As when a thread dies: the slab is lost, and so is the parser, which may hold half of it.
      this.inline = newInlineParser()
      delivery = { result: null, failure: error instanceof Error ? error.message : String(error) }
    }
    this.giveBack(buffer)
    deliver(delivery)
  }

  private dispatch(): void {
    while (this.queue.length > 0) {
      const idle = this.threads.find((thread) => thread.current === null) ?? this.startThread()
      if (!idle) return
      const waiting = this.queue.shift()!
      idle.current = waiting
      idle.timer = setTimeout(() => this.lose(idle, 'it did not finish'), STUCK_MS)
      idle.worker.ref()
      idle.worker.postMessage(waiting.request, [waiting.request.buffer])
    }
  }

  private startThread(): ParserThread | null {
    if (this.threads.length >= this.options.threads || this.closed) return null
    const worker = new Worker(this.options.threadScript ?? THREAD_URL, { workerData: currentCodePage() })
    const thread: ParserThread = { worker, stream: streamCount++, current: null, timer: null }
    worker.on('message', (reply: ThreadReply) => this.finish(thread, reply))
    worker.on('error', (error) => this.lose(thread, error instanceof Error ? error.message : String(error)))
    worker.on('exit', () => this.lose(thread, 'its thread ended'))
    this.threads.push(thread)
    return thread
  }

  private finish(thread: ParserThread, reply: ThreadReply): void {
    const waiting = thread.current
    if (waiting?.request.slab !== reply.slab) return
    this.release(thread)
    this.giveBack(new Uint8Array(reply.buffer))
    waiting.deliver({ stream: thread.stream, result: reply.result, failure: null })
    this.dispatch()
  }

  /** A dead thread costs the slab it worked on and nothing else; another takes its place. */
  private lose(thread: ParserThread, why: string): void {
    const at = this.threads.indexOf(thread)
    if (at < 0) return
    this.threads.splice(at, 1)
    const waiting = thread.current
    this.release(thread)
    void thread.worker.terminate()
    if (waiting) {
      this.forget()
      waiting.deliver({ result: null, failure: why })
    }
    this.dispatch()
  }

  private release(thread: ParserThread): void {
    thread.current = null
    if (thread.timer) clearTimeout(thread.timer)
    thread.timer = null
    thread.worker.unref()
  }
}
