import type { SessionRow } from '../../electron/contract/engine'
import { accountText } from '../../electron/core/text/account'

/** Name of an account; its SID stands in where no record names it. */
export function accountName({ account, sid }: Pick<SessionRow, 'account' | 'sid'>): string {
  return accountText({ account, domain: null, sid })
}
