import type { EngineReplies, EngineRequest } from '../contract/engine'

/** Calls that ask about the case; the rest is about reading it. */
export type StoreCall = Exclude<keyof EngineReplies, 'cancel' | 'skip' | 'state'>
export type StoreRequest = Extract<EngineRequest, { call: StoreCall }>

/**
 * Answers what the window asks. Here from columns in memory; a fleet's store in a database answers the same calls
 * (docs/ARCHITECTURE.md, past one laptop).
 */
export interface SessionStore {
  /** @throws Error whose message is a sentence for a person */
  answer(request: StoreRequest): Promise<EngineReplies[StoreCall]>
}
