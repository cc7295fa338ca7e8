/** What is special about a logon, as flags and as sentences that name its record (sessions.md 6.1). */
import { LOGON_FLAGS, type LogonFlag } from '../../../contract/sessions'
import { visibleText } from '../../text/visible-text'
import type { CaseRows } from '../records/case-rows'
import { isWellKnownLuid } from '../records/case-rows'
import type { LogonDraft } from './logon-drafts'

const CACHED: ReadonlySet<number | null> = new Set([11, 12, 13])
const INTERACTIVE = 2

/** Flags of one logon, in the order of LOGON_FLAGS. */
export function flagsOf(rows: CaseRows, draft: LogonDraft): LogonFlag[] {
  const { family } = rows
  const row = draft.startRow
  const flags: LogonFlag[] = []
  if (draft.adminRow >= 0) flags.push('privileged')
  if (row >= 0) {
    const { yes } = rows
    if (family.elevated[row] === yes) flags.push('elevated')
    if (CACHED.has(draft.logonType)) flags.push('cached')
    if (isRunAs(rows, draft)) flags.push('runas')
    if (family.outboundUser[row] !== 0) flags.push('network-identity')
    if (family.impersonation[row] === rows.delegation) flags.push('delegation')
    if (family.transmittedServices[row] !== 0) flags.push('s4u')
    if (family.restrictedAdmin[row] === yes) flags.push('restricted-admin')
    if (family.remoteCredentialGuard[row] === yes) flags.push('remote-credential-guard')
    if (family.virtualAccount[row] === yes) flags.push('virtual-account')
  }
  if (draft.clearedRow >= 0) flags.push('cleared-log')
  return flags
}

/** Runas for another user: the secondary logon service asked for it out of somebody's logon. */
export function isRunAs(rows: CaseRows, { startRow, logonType }: LogonDraft): boolean {
  if (startRow < 0 || logonType !== INTERACTIVE || isWellKnownLuid(rows.subjectLuid(startRow))) return false
  return rows.fold(rows.family.logonProcess[startRow] ?? 0).trim() === 'seclogo'
}

/** Each flag once, in their order. */
export function unitedFlags(lists: readonly (readonly LogonFlag[])[]): LogonFlag[] {
  const found = new Set(lists.flat())
  return LOGON_FLAGS.filter((flag) => found.has(flag))
}

/** One sentence for each flag that another sentence does not tell already. */
export function flagSentences(rows: CaseRows, draft: LogonDraft): string[] {
  const { family } = rows
  const row = draft.startRow
  const sentences: string[] = []
  if (draft.adminRow >= 0)
    sentences.push(`Privileges of an administrator were given to it (${rows.cite(draft.adminRow)}).`)
  if (row < 0) return sentences
  const cited = `(${rows.cite(row)})`
  for (const flag of flagsOf(rows, draft)) {
    if (flag === 'cached')
      sentences.push(
        `Cached credentials ${cited}: no domain controller was asked, so none has a ticket of it.`,
      )
    else if (flag === 'runas')
      sentences.push(`Started by runas, through the secondary logon service ${cited}.`)
    else if (flag === 'delegation')
      sentences.push(`It may be passed on: impersonation level delegation ${cited}.`)
    else if (flag === 's4u') {
      const services = visibleText(rows.text(family.transmittedServices[row] ?? 0) ?? '')
      sentences.push(`Services logged on for the account, without its password: ${services} ${cited}.`)
    } else if (flag === 'restricted-admin')
      sentences.push(`Restricted admin mode ${cited}: the client sent no credentials.`)
    else if (flag === 'remote-credential-guard')
      sentences.push(`Remote credential guard ${cited}: the credentials stayed on the client.`)
    else if (flag === 'virtual-account') sentences.push(`A virtual account of a service ${cited}.`)
  }
  return sentences
}
