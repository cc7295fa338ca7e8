/** Names of computers joined to machines, but for those that a person keeps apart. */
import type { NameLink } from './machine-links'

export class NameSets {
  /** Links that joined two machines, in their order. */
  readonly links: NameLink[] = []
  private readonly parent: Map<string, string>

  constructor(
    names: readonly string[],
    private readonly splits: readonly (readonly string[])[],
  ) {
    this.parent = new Map(names.map((name) => [name, name]))
  }

  root(name: string): string {
    let at = name
    for (;;) {
      const parent = this.parent.get(at) ?? at
      if (parent === at) return at
      at = parent
    }
  }

  /** How many machines there are. */
  count(): number {
    return new Set([...this.parent.keys()].map((name) => this.root(name))).size
  }

  /** Joins what a record says is one, and keeps the link that did. */
  link(link: NameLink): void {
    if (this.join(...link.names)) this.links.push(link)
  }

  /** The smaller root wins, so the result does not depend on the order of joining. False where nothing was joined. */
  join(a: string, b: string): boolean {
    const [low, high] = [this.root(a), this.root(b)].sort() as [string, string]
    if (low === high || this.areApart(low, high)) return false
    this.parent.set(high, low)
    return true
  }

  /** Joining would put two names into one machine of which a person said that they are not. */
  private areApart(a: string, b: string): boolean {
    return this.splits.some((names) => {
      const known = names.filter((name) => this.parent.has(name))
      return known.some((name) => this.root(name) === a) && known.some((name) => this.root(name) === b)
    })
  }
}
