/** The engine of a window that `npm run perf -- view` measures: the real one, but for where its sessions come from. */
import { isMainThread, parentPort } from 'node:worker_threads'
import { serveEngine } from '../../../electron/worker/serve-engine'
import { serveStore } from '../../../electron/worker/store-thread'
import { SESSIONS } from './synthetic-sessions'
import { SyntheticStore } from './synthetic-store'

if (isMainThread) serveEngine(new URL(import.meta.url))
else if (parentPort) serveStore(parentPort, new SyntheticStore(SESSIONS))
