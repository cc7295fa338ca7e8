/** What the records under the logon IDs of a burst say: its first and last logon, privileges, shares and processes (sessions.md 6.2). */
import type { BootContext } from '../boots/boot-context'
import type { BurstDraft } from './bursts'
import { citeSome } from '../desktops/desktop-sentences'
import { seenRow } from './logon-drafts'
import { flagSentences } from './logon-flags'
import { citeRecord } from '../session-facts'

/** Records of a burst that are looked at for what was done; a storm has any number. */
const MAX_LOOKED_AT = 20_000
const MAX_FLAG_SENTENCES = 4

export function burstSentences(context: BootContext, { logons }: BurstDraft): string[] {
  const { rows } = context
  const [first, last] = [logons[0], logons.at(-1)]
  if (first === undefined || last === undefined) return []
  const sentences = [
    logons.length === 1
      ? `Its one logon is ${rows.cite(seenRow(first))}.`
      : `Its first logon is ${rows.cite(seenRow(first))}, its last ${rows.cite(seenRow(last))}.`,
  ]
  const flagged = logons.slice(0, MAX_LOOKED_AT).flatMap((logon) => flagSentences(rows, logon))
  sentences.push(...flagged.slice(0, MAX_FLAG_SENTENCES))
  if (flagged.length > MAX_FLAG_SENTENCES)
    sentences.push(`More of its logons are special in such ways: ${flagged.length - MAX_FLAG_SENTENCES}.`)
  const shares: number[] = []
  const processes = logons.map(({ processRow }) => processRow).filter((row) => row >= 0)
  let looked = 0
  for (const logon of logons) {
    for (const { record, role } of logon.evidence()) {
      if (looked++ >= MAX_LOOKED_AT) break
      if (role === 'share') shares.push(record)
    }
  }
  const [share] = shares
  if (share !== undefined)
    sentences.push(
      `Shares were used under its logon IDs: ${shares.length}, first ${citeRecord(rows, share)}.`,
    )
  if (processes.length > 0)
    sentences.push(`Processes were started under its logon IDs: ${citeSome(context, processes)}.`)
  return sentences
}
