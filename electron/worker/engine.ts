/** Entry of the engine's utility process, and of the thread that keeps the case. */
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { useCodePage } from '../core/bytes/ansi'
import { serveEngine } from './serve-engine'
import { serveStore } from './store-thread'

// Main names the code page to the process, the process to its thread.
const codePage: unknown = isMainThread ? process.argv[2] : workerData
if (typeof codePage === 'string') useCodePage(codePage)

if (isMainThread) serveEngine(new URL(import.meta.url))
else if (parentPort) serveStore(parentPort)
