import type { Reconstruction } from '../../contract/sessions'

/** Finds sessions by a logon ID of theirs; made when first asked, since few filters ask. */
export class LogonIndex {
  private byId: Map<bigint, number[]> | null = null

  constructor(private readonly found: Pick<Reconstruction, 'sessions' | 'logons'>) {}

  /** Indices of the sessions, ascending. A logon ID is unique within one boot of one machine only: there may be several. */
  sessionsOf(logonId: bigint): readonly number[] {
    this.byId ??= this.index()
    return this.byId.get(logonId) ?? []
  }

  private index(): Map<bigint, number[]> {
    const { sessions, logons } = this.found
    const byId = new Map<bigint, number[]>()
    sessions.forEach((session, i) => {
      for (const logon of session.logons) {
        const id = logons[logon]?.logonId
        if (id === undefined) continue
        const known = byId.get(id)
        if (known === undefined) byId.set(id, [i])
        else if (known.at(-1) !== i) known.push(i)
      }
    })
    return byId
  }
}
