/** Entry of the engine's utility process, and of the thread that keeps the case. */
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { useCodePage } from '../core/bytes/ansi'
import { useTimelineZone } from '../core/text-sources/timeline-zone'
import { serveEngine } from './serve-engine'
import { serveStore } from './store-thread'

// Main names code page and zone to the process, the process to its thread; '' where no zone was named.
const [codePage, zone] = (isMainThread ? process.argv.slice(2) : workerData) as readonly string[]
if (codePage !== undefined) useCodePage(codePage)
if (zone !== undefined && zone !== '') useTimelineZone(zone)

if (isMainThread) serveEngine(new URL(import.meta.url))
else if (parentPort) serveStore(parentPort)
