/** Which machine of the case a name means (sessions.md 4.1c, 7). */
import type { Machine } from '../../../contract/sessions'

/** Name of two computers. */
const AMBIGUOUS = -1

/** Machines by every alias and its first label, folded. */
export class MachineNames {
  private readonly named = new Map<string, number>()
  /** Machines of which a name with a domain is known. */
  private readonly inDomain = new Set<number>()

  constructor(machines: readonly Machine[]) {
    machines.forEach(({ aliases }, machine) => {
      for (const alias of aliases) {
        const full = alias.toLowerCase()
        if (full !== firstLabel(full)) this.inDomain.add(machine)
        for (const name of new Set([full, firstLabel(full)])) {
          const other = this.named.get(name)
          this.named.set(name, other === undefined || other === machine ? machine : AMBIGUOUS)
        }
      }
    })
  }

  /** Index of the machine; null for a name of none, of two, or of another domain than the machine with that label. Any spelling. */
  machineOf(name: string): number | null {
    const full = name.trim().toLowerCase()
    const label = firstLabel(full)
    const machine = this.named.get(full) ?? this.named.get(label) ?? AMBIGUOUS
    if (machine === AMBIGUOUS) return null
    const isElsewhere = full !== label && !this.named.has(full) && this.inDomain.has(machine)
    return isElsewhere ? null : machine
  }
}

/** First labels of the names of each machine. */
export function ownLabels(machines: readonly Machine[]): ReadonlySet<string>[] {
  return machines.map(({ aliases }) => new Set(aliases.map((alias) => firstLabel(alias.toLowerCase()))))
}

/** `pc1` of `pc1.dom.example`. */
export function firstLabel(name: string): string {
  const dot = name.indexOf('.')
  return dot > 0 ? name.slice(0, dot) : name
}

/** Names by their first label. */
export function namesByLabel(names: readonly string[]): Map<string, string[]> {
  const byLabel = new Map<string, string[]>()
  for (const name of names) {
    const label = firstLabel(name)
    const same = byLabel.get(label)
    if (same === undefined) byLabel.set(label, [name])
    else same.push(name)
  }
  return byLabel
}

/** Account without the realm that Kerberos writes behind it (`alice@DOM.EXAMPLE`). */
export function userPart(account: string): string {
  const at = account.indexOf('@')
  return at > 0 ? account.slice(0, at) : account
}

/** True for text that is an address and no name. */
export function isAddress(text: string): boolean {
  return /^\d{1,3}(\.\d{1,3}){3}$/.test(text) || text.includes(':')
}
