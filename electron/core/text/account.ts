/** Account names as people read them. */
import { visibleName } from './visible-text'

export interface AccountName {
  readonly account: string | null
  readonly domain: string | null
  readonly sid: string | null
}

/** Name alone; the SID stands in while no name is known. */
export function accountText(name: AccountName): string {
  if (name.account !== null && name.account !== '') return visibleName(name.account)
  return name.sid ?? 'unknown account'
}

/** `DOMAIN\name`, or the name alone. */
export function fullAccountText(name: AccountName): string {
  const account = accountText(name)
  return name.domain !== null && name.domain !== '' && name.account !== null
    ? `${visibleName(name.domain)}\\${account}`
    : account
}
