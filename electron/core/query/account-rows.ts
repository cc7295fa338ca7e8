import type { AccountRow } from '../../contract/events'
import { LOGON_CLASSES, type LogonClass, type Reconstruction } from '../../contract/sessions'
import { accountFinder, NO_IDENTITY } from './account-finder'
import type { SessionColumns } from './session-columns'
import { compareText } from './text-pattern'
import { orNull, unixMs } from './unix-ms'

/** Every account that a session names, with what it did: by name. Failed logons of a name that no session has are no account. */
export function accountRows(found: Reconstruction, columns: SessionColumns): AccountRow[] {
  const { entries, identities, entryOf } = columns.accounts
  const tallies = identities.map(() => new Tally())
  for (let i = 0; i < columns.count; i++) {
    const tally = tallies[entries[entryOf[i]!]!.identity]!
    tally.sessions++
    tally.see(columns.start[i]!)
    tally.see(columns.end[i]!)
    tally.classes[columns.class[i]!]!++
  }
  const identify = accountFinder(columns.accounts)
  for (const { account, domain, time } of found.failures) {
    const identity = identify(account, domain)
    if (identity === NO_IDENTITY) continue
    const tally = tallies[identity]!
    tally.failures++
    tally.see(unixMs(time))
  }
  return identities
    .map(({ account, domain, sid, value }, i) => {
      const { first, last, sessions, failures } = tallies[i]!
      const firstMs = orNull(first)
      const lastMs = orNull(last)
      return { account, domain, sid, value, class: tallies[i]!.class, firstMs, lastMs, sessions, failures }
    })
    .sort((a, b) => compareText(a.account, b.account) || compareText(a.value, b.value))
}

class Tally {
  sessions = 0
  failures = 0
  first = NaN
  last = NaN
  readonly classes = LOGON_CLASSES.map(() => 0)

  see(time: number): void {
    // Written so that NaN, which compares false, is replaced and never replaces.
    if (!(this.first <= time) && !Number.isNaN(time)) this.first = time
    if (!(this.last >= time) && !Number.isNaN(time)) this.last = time
  }

  /** What most of the sessions are. */
  get class(): LogonClass {
    const most = this.classes.indexOf(Math.max(...this.classes))
    return LOGON_CLASSES[most] ?? 'human'
  }
}
