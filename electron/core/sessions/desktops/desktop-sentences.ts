/** What was inferred about a desktop session between its start and its end, one sentence an inference, each with its records. */
import type { Failure, LogonFlag } from '../../../contract/sessions'
import { failureWords } from '../../text/code-words'
import type { BootContext } from '../boots/boot-context'
import type { FoundEnd } from '../ends/end-at-row'
import type { LogonDraft } from '../logons/logon-drafts'
import { flagSentences, flagsOf, unitedFlags } from '../logons/logon-flags'
import { transportSentences } from './rdp-transport'
import type { HelperLogon, SessionDraft } from './session-book'
import { citeRecord } from '../session-facts'
import { resumeSentences } from './unexplained-resumes'

/** Records named in one sentence; the evidence has all of them. */
const MAX_CITED = 3
/** Network-level authentication comes this long before the desktop logon. */
const NLA_BEFORE_MS = 30_000

/** Badges of the session's own logons, and whether its connection authenticated before the desktop. */
export function desktopFlags(context: BootContext, draft: SessionDraft): LogonFlag[] {
  const { rows } = context
  const owners = draft.unit?.logons ?? []
  const own: LogonFlag[] = draft.helpers.some(({ role }) => role === 'nla') ? ['nla'] : []
  if (own.length === 0 && beganWithoutNla(context, draft)) own.push('no-nla')
  return unitedFlags([own, ...owners.map((logon) => flagsOf(rows, logon))])
}

/**
 * A remote logon with no network logon of anybody's from its address and no 1149 before it. Only where the Security log
 * goes back far enough and shows that network logons are audited.
 */
function beganWithoutNla(context: BootContext, { unit, authenticated }: SessionDraft): boolean {
  const { rows, firstSecurityRow, drafts } = context
  const row = unit?.startRow ?? -1
  if (unit === null || row < 0 || unit.primary.logonType !== 10 || firstSecurityRow < 0) return false
  const address = rows.address(rows.family.ip[row] ?? 0)
  const ms = rows.ms(row)
  if (address === null || rows.ms(firstSecurityRow) > ms - NLA_BEFORE_MS) return false
  if (authenticated.some((one) => rows.ms(one) >= ms - NLA_BEFORE_MS && rows.ms(one) <= ms)) return false
  const network = drafts.filter(({ logonType, startRow }) => logonType === 3 && startRow >= 0)
  const isBefore = ({ startRow }: LogonDraft): boolean =>
    rows.ms(startRow) >= ms - NLA_BEFORE_MS &&
    rows.ms(startRow) <= ms &&
    rows.address(rows.family.ip[startRow] ?? 0) === address
  return network.length > 0 && !network.some(isBefore)
}

export function desktopSentences(
  context: BootContext,
  draft: SessionDraft,
  flags: readonly LogonFlag[],
  end: FoundEnd,
): string[] {
  const { rows } = context
  const { unit, helpers } = draft
  const sentences = [...pairSentences(context, draft), ...numberSentences(context, draft)]
  sentences.push(...ownFlagSentences(context, draft))
  const cited = (role: HelperLogon['role']): string =>
    citeSome(
      context,
      helpers
        .filter((helper) => helper.role === role)
        .map(({ logon }) => (logon.startRow >= 0 ? logon.startRow : logon.firstRow)),
    )
  const [nla, unlocks, reconnects] = [cited('nla'), cited('unlock'), cited('reconnect')]
  if (nla !== '')
    sentences.push(
      `Network logons of the account from the address of a Remote Desktop connection, just before it, are taken for its pre-logon (network-level authentication): ${nla}.`,
    )
  if (flags.includes('no-nla') && unit !== null)
    sentences.push(
      `No network logon from its address came before it (${rows.cite(unit.startRow)}): the connection did without network-level authentication.`,
    )
  if (unlocks !== '') sentences.push(`Unlock logons are taken into this session: ${unlocks}.`)
  if (reconnects !== '')
    sentences.push(`Logons that only reconnected this session are taken into it: ${reconnects}.`)
  sentences.push(...transportSentences(context, draft), ...resumeSentences(context, draft))
  const clearing = unit?.logons.find((logon) => logon.clearedRow >= 0 && logon.startRow >= 0)
  if (clearing !== undefined) sentences.push(`It cleared the log itself (${rows.cite(clearing.clearedRow)}).`)
  if (!context.locksAudited) {
    const unlocked = helpers.find(({ role, logon }) => role === 'unlock' && logon.startRow >= 0)
    if (unlocked !== undefined) {
      sentences.push(`It was locked before ${rows.cite(unlocked.logon.startRow)}; since when is unknown.`)
    }
    if (end.end.best !== null)
      sentences.push('Lock and disconnect are not audited: use time is an upper bound.')
  }
  return sentences
}

/** `25 failed logons ...`, with the last of them; empty where there were none. */
export function failureSentences(
  { rows }: BootContext,
  { count, last }: { readonly count: number; readonly last: Failure | null },
): string[] {
  if (count === 0 || last === null) return []
  const from = last.ip === null ? '' : ` from ${last.ip}`
  const why = failureWords(last.status)
  const many = count === 1 ? 'One failed logon' : `${count} failed logons`
  return [
    `${many} of the account${from} in the ten minutes before; the last is ${citeRecord(rows, last.record)}${why === null ? '' : ` (${why})`}.`,
  ]
}

/** `4624, record 5; 4624, record 6 and 2 more`; empty for none. */
export function citeSome({ rows }: BootContext, found: readonly number[]): string {
  const known = found.filter((row) => row >= 0)
  const more = known.length - MAX_CITED
  const cited = known.slice(0, MAX_CITED).map((row) => rows.cite(row))
  return cited.join('; ') + (more > 0 ? ` and ${more} more` : '')
}

function pairSentences(context: BootContext, { unit }: SessionDraft): string[] {
  const pair = unit?.logons[1]
  if (unit === null || pair === undefined) return []
  const cited = citeSome(
    context,
    unit.logons.map(({ startRow, firstRow }) => (startRow >= 0 ? startRow : firstRow)),
  )
  return [
    pair.pairIsInferred
      ? `Two neighbouring logon IDs of the account are taken for one elevated and filtered pair; no record links them (${cited}); medium.`
      : `Two logon IDs name each other as elevated and filtered half of one logon (${cited}).`,
  ]
}

function numberSentences({ rows }: BootContext, draft: SessionDraft): string[] {
  const { unit, desktop, linkMethod, linkRow, linkConfidence, linkRivals } = draft
  if (unit === null || desktop === null || linkMethod === null) return []
  const row = linkRow >= 0 ? linkRow : (desktop.rows[0] ?? 0)
  const rivals = linkRivals.slice(0, MAX_CITED).map((logon) => `0x${logon.logonId.toString(16)}`)
  const also =
    rivals.length === 0 ? '' : `; logon ${rivals.join(', ')} could own it too, the nearest was taken`
  return [
    `Session number ${desktop.sessionId} joined by ${linkMethod} (${rows.cite(row)}); ${linkConfidence ?? 'medium'}${also}.`,
  ]
}

/** Privileges and badges of the owner, and use of the elevated half. */
function ownFlagSentences({ rows }: BootContext, { unit }: SessionDraft): string[] {
  if (unit === null) return []
  const sentences = unit.logons.flatMap((logon) => flagSentences(rows, logon))
  const elevated = unit.logons.length > 1 ? unit.logons.find(({ adminRow }) => adminRow >= 0) : undefined
  if (elevated !== undefined && elevated.processRow >= 0)
    sentences.push(`A process ran with the elevated half (${rows.cite(elevated.processRow)}).`)
  // Both halves of a pair may say the same.
  return [...new Set(sentences)]
}
