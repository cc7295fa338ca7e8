/** Audit of logons and logoffs turned off: from then on silence proves nothing (sessions.md 11, G9; all of it: G12). */
import type { FileTime } from '../../../contract/ids'
import type { Gap } from '../../../contract/sessions'
import { fullAccountText } from '../../text/account'
import { formatFileTime } from '../../text/time'
import subcategories from './audit-subcategories.json'
import type { CaseRows } from '../records/case-rows'
import { KIND } from '../records/kind-index'
import { band, type GapInput } from './band'

/** AuditPolicyChanges: success removed, success added. */
const REMOVED = '%%8448'
const ADDED = '%%8449'
const NAMES: Readonly<Record<string, string>> = subcategories.logonLogoff

const ALL = Object.keys(NAMES).length

/** What a 4719 says of the success audit of one Logon/Logoff subcategory. */
export interface PolicyChange {
  /** As `auditpol` names it. */
  readonly subcategory: string
  /** Audited from then on. */
  readonly isAudited: boolean
  readonly time: FileTime
}

/** The change of a 4719's row; null where it is about something else. */
export function policyChange(rows: CaseRows, row: number): PolicyChange | null {
  const subcategory = NAMES[rows.fold(rows.family.text1[row] ?? 0).replace(/[{}]/g, '')]
  const told = rows.text(rows.family.text2[row] ?? 0)
  if (subcategory === undefined || told === null) return null
  const isAudited = told.includes(ADDED)
  return isAudited || told.includes(REMOVED) ? { subcategory, isAudited, time: rows.time(row) } : null
}

/** One gap for each time that success auditing of a Logon/Logoff subcategory was removed, until it was added again. */
export function auditChanges({ rows, machine, security }: GapInput): Gap[] {
  return changes(rows, machine, security.rowsOf([KIND['policy-change']])).gaps
}

/** Stretches in which none of these subcategories was audited. */
export function auditAllOff({ rows, machine, security }: GapInput): Gap[] {
  return changes(rows, machine, security.rowsOf([KIND['policy-change']])).allOff
}

function changes(
  rows: CaseRows,
  machine: number,
  policyRows: readonly number[],
): { readonly gaps: Gap[]; readonly allOff: Gap[] } {
  const open = new Map<string, Gap>()
  const gaps: Gap[] = []
  const allOff: Gap[] = []
  let silent: Gap | null = null
  for (const row of policyRows) {
    const change = policyChange(rows, row)
    if (change === null) continue
    const { subcategory: name, isAudited, time } = change
    const gap = open.get(name)
    if (isAudited) {
      if (gap !== undefined) gaps.push({ ...gap, to: time })
      open.delete(name)
      if (silent !== null) allOff.push({ ...silent, to: time })
      silent = null
    } else if (gap === undefined) {
      open.set(name, turnedOff(rows, machine, row, name))
      if (open.size === ALL) silent = allTurnedOff(rows, machine, row)
    }
  }
  return {
    gaps: [...gaps, ...open.values()],
    allOff: silent === null ? allOff : [...allOff, silent],
  }
}

function turnedOff(rows: CaseRows, machine: number, row: number, name: string): Gap {
  const { family } = rows
  const by = fullAccountText({
    account: rows.text(family.subjectUser[row] ?? 0),
    domain: rows.text(family.subjectDomain[row] ?? 0),
    sid: rows.text(family.subjectSid[row] ?? 0),
  })
  const from = rows.time(row)
  return band(machine, 'G9', {
    from,
    text: `audit of ${name} turned off ${formatFileTime(from)} by ${by}`,
    evidence: [rows.link(row, 'policy-change')],
  })
}

function allTurnedOff(rows: CaseRows, machine: number, row: number): Gap {
  const from = rows.time(row)
  return band(machine, 'G12', {
    from,
    text: `no audit of logons and logoffs at all from ${formatFileTime(from)}`,
    evidence: [rows.link(row, 'policy-change')],
  })
}
