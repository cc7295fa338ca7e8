/** Sessions that are spoken about, as people read them. */
import type { About } from '../../electron/contract/case-file'
import { visibleName } from '../../electron/core/text/visible-text'
import type { Target } from '../state/case-slice'
import { fullTimeText } from '../state/zone-format'
import { counted } from '../ui/numbers'

/** `ext-rvdberg on MER-RDS01, type 10, 2024-03-12 15:06:07 UTC+00:00`. */
export function aboutText({ account, computer, logonType, start }: About, zone: string): string {
  const who = account === '' ? 'Account not recorded' : visibleName(account)
  const type = logonType === null ? '' : `, type ${logonType}`
  const time = start === null ? ', start not in evidence' : `, ${fullTimeText(zone, Date.parse(start))}`
  return `${who} on ${visibleName(computer)}${type}${time}`
}

/** One by its name, several by their number. */
export function targetText(targets: readonly Target[], zone: string): string {
  const [first] = targets
  if (first === undefined || first.about === null) return '\u00a0'
  return targets.length === 1 ? aboutText(first.about, zone) : counted(targets.length, 'picked session')
}
