/** Audit of logons and logoffs turned off: from then on silence proves nothing (sessions.md 11, G9). */
import type { Gap } from '../../contract/sessions'
import { fullAccountText } from '../text/account'
import { formatFileTime } from '../text/time'
import subcategories from './audit-subcategories.json'
import type { CaseRows } from './case-rows'
import { KIND } from './kind-index'
import type { LogRows } from './log-rows'

/** AuditPolicyChanges: success removed, success added. */
const REMOVED = '%%8448'
const ADDED = '%%8449'
const NAMES: Readonly<Record<string, string>> = subcategories.logonLogoff

/** One gap for each time that success auditing of a Logon/Logoff subcategory was removed, until it was added again. */
export function auditChanges(rows: CaseRows, machine: number, security: LogRows): Gap[] {
  const open = new Map<string, Gap>()
  const gaps: Gap[] = []
  const close = (name: string, to: bigint): void => {
    const gap = open.get(name)
    if (gap === undefined) return
    open.delete(name)
    gaps.push({ ...gap, to })
  }
  for (const row of security.rowsOf([KIND['policy-change']])) {
    const name = NAMES[rows.fold(rows.family.text1[row] ?? 0).replace(/[{}]/g, '')]
    const changes = rows.text(rows.family.text2[row] ?? 0)
    if (name === undefined || changes === null) continue
    const time = rows.time(row)
    if (changes.includes(ADDED)) close(name, time)
    else if (changes.includes(REMOVED) && !open.has(name)) open.set(name, turnedOff(rows, machine, row, name))
  }
  return [...gaps, ...open.values()]
}

function turnedOff(rows: CaseRows, machine: number, row: number, name: string): Gap {
  const { family } = rows
  const by = fullAccountText({
    account: rows.text(family.subjectUser[row] ?? 0),
    domain: rows.text(family.subjectDomain[row] ?? 0),
    sid: rows.text(family.subjectSid[row] ?? 0),
  })
  const from = rows.time(row)
  return {
    machine,
    channel: 'Security',
    kind: 'G9',
    from,
    to: null,
    idFrom: null,
    idTo: null,
    text: `audit of ${name} turned off ${formatFileTime(from)} by ${by}`,
    evidence: [rows.link(row, 'policy-change')],
  }
}
