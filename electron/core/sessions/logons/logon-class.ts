/** Class of a logon: the first rule that matches, in the order of LOGON_CLASSES (sessions.md 3.4). */
import type { LogonClass } from '../../../contract/sessions'
import { isWellKnownLuid } from '../records/case-rows'

export interface ClassInput {
  readonly luid: number
  readonly logonType: number | null
  readonly sid: string | null
  readonly account: string | null
}

const WINDOW_MANAGER_SID = /^S-1-5-(90|96)-/
const WINDOW_MANAGER_NAME = /^(DWM|UMFD)-\d+$/i
const SERVICE_SID = /^S-1-5-(80|82|83)-/
const ANONYMOUS_SID = 'S-1-5-7'
const ANONYMOUS_NAME = 'ANONYMOUS LOGON'

export function classify(logon: ClassInput): LogonClass {
  const sid = logon.sid ?? ''
  const account = logon.account ?? ''
  if (isWellKnownLuid(logon.luid) || logon.logonType === 0) return 'system'
  if (WINDOW_MANAGER_SID.test(sid) || (sid === '' && WINDOW_MANAGER_NAME.test(account)))
    return 'window-manager'
  if (logon.logonType === 5 || SERVICE_SID.test(sid)) return 'service'
  if (logon.logonType === 4) return 'batch'
  if (account.endsWith('$')) return 'machine'
  if (sid === ANONYMOUS_SID || (sid === '' && account.toUpperCase() === ANONYMOUS_NAME)) return 'anonymous'
  return 'human'
}
