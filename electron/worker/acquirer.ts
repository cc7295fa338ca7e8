/**
 * Entry of the acquirer's utility process: opens archives and places, so that the engine, which parses hostile evidence, has neither network nor
 * credentials. Main speaks over parentPort.
 */
import { acquirerCommandSchema, type AcquirerNotice } from '../contract/acquirer'
import { Acquirer } from './acquire/acquirer-core'

/** What is needed of Electron's port; the worker imports nothing of Electron. */
interface ParentPort {
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  postMessage(message: AcquirerNotice): void
}

const { parentPort } = process as unknown as { readonly parentPort: ParentPort }
const acquirer = new Acquirer((notice) => parentPort.postMessage(notice))
parentPort.on('message', ({ data }) => {
  const command = acquirerCommandSchema.safeParse(data)
  if (command.success) acquirer.receive(command.data)
})
parentPort.postMessage({ kind: 'ready' })
