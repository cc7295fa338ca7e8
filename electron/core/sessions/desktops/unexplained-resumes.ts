/** Reconnects that no logon explains: a session handed to another client, as tscon run by SYSTEM does (sessions.md T26). */
import type { BootContext } from '../boots/boot-context'
import { KIND } from '../records/kind-index'
import { seenRow } from '../logons/logon-drafts'
import type { SessionDraft } from './session-book'

/** A reconnect's own logon, unlock or network authentication lies in this time around it. */
const BEFORE_MS = 60_000
const AFTER_MS = 5000
/** Records of one reconnect lie this near. */
const SAME_MS = 5000
/** A hostile log could hold any number; more sentences than this say nothing more. */
const MAX_SENTENCES = 8

/** A sentence for each reconnect of the session that has no logon near it, where the Security log would show one. */
export function resumeSentences(context: BootContext, draft: SessionDraft): string[] {
  const { rows, firstSecurityRow } = context
  if (firstSecurityRow < 0 || context.drafts.length === 0) return []
  const marks = (draft.unit?.logons ?? []).flatMap((logon) => logon.marks)
  const resumes = [...marks, ...(draft.desktop?.connectionRows ?? [])]
    .filter((row) => rows.kind(row) === KIND.reconnected || rows.kind(row) === KIND['lsm-reconnect'])
    .filter((row) => rows.ms(row) > rows.ms(firstSecurityRow) + BEFORE_MS)
    .sort((a, b) => rows.ms(a) - rows.ms(b) || a - b)
  const sentences: string[] = []
  let lastMs = Number.NEGATIVE_INFINITY
  for (const row of resumes) {
    const ms = rows.ms(row)
    if (ms - lastMs <= SAME_MS) continue
    lastMs = ms
    if (sentences.length >= MAX_SENTENCES || isExplained(context, draft, ms)) continue
    sentences.push(
      `Resumed by ${rows.cite(row)}, yet no logon of the account and no network authentication is in evidence in the minute before.`,
    )
  }
  return sentences
}

function isExplained(context: BootContext, draft: SessionDraft, ms: number): boolean {
  const { rows, drafts } = context
  const near = (row: number): boolean => rows.ms(row) >= ms - BEFORE_MS && rows.ms(row) <= ms + AFTER_MS
  if (draft.authenticated.some(near)) return true
  // Drafts stand in order of time.
  let low = 0
  let high = drafts.length
  while (low < high) {
    const middle = (low + high) >> 1
    const logon = drafts[middle]
    if (logon !== undefined && rows.ms(seenRow(logon)) < ms - BEFORE_MS) low = middle + 1
    else high = middle
  }
  for (let i = low; i < drafts.length; i++) {
    const logon = drafts[i]
    if (logon === undefined || rows.ms(seenRow(logon)) > ms + AFTER_MS) return false
    const same = draft.sid !== 0 ? logon.sid === draft.sid : rows.fold(logon.account) === draft.name
    if (same && logon.startRow >= 0) return true
  }
  return false
}
