/** Entry of the engine's utility process, and of the thread that keeps the case. */
import { isMainThread, parentPort } from 'node:worker_threads'
import { serveEngine } from './serve-engine'
import { serveStore } from './store-thread'

if (isMainThread) serveEngine(new URL(import.meta.url))
else if (parentPort) serveStore(parentPort)
