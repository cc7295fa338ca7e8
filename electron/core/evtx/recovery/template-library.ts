import type { Extent } from '../binxml/budget'
import type { Part } from '../binxml/nodes'
import { sameCode, type TemplateCode } from '../binxml/template-code'
import type { TemplatePlan } from '../binxml/template-store'
import { MAX_DEFINITIONS, MAX_VARIANTS } from './limits'

/** How far a definition can be believed: left over in slack, live in a damaged chunk, covered by a right checksum. */
export const TRUST = { slack: 0, damaged: 1, checked: 2 } as const
export type Trust = (typeof TRUST)[keyof typeof TRUST]

/** A definition that was read in its place with its id and names right. */
export interface Definition {
  readonly id: number
  /** 16 bytes as hex. */
  readonly guid: string
  readonly code: TemplateCode
  readonly parts: readonly Part[]
  readonly extent: Extent
  readonly plan: TemplatePlan
  /** Slot and type of every substitution, in pairs. */
  readonly slots: Uint16Array
  /** Values that an instance needs at least. */
  readonly slotCount: number
}

interface Known {
  readonly definition: Definition
  trust: Trust
}

/** What is known of a template id. */
export type Loan =
  | { readonly state: 'known'; readonly definition: Definition }
  | { readonly state: 'unknown' }
  | { readonly state: 'ambiguous' }

/**
 * Definitions of all chunks of all sources by template id. What is lent depends only on which definitions were learned, not on their order: the most
 * trusted one, and none where two of that trust differ.
 */
export class TemplateLibrary {
  private readonly byId = new Map<number, Known[]>()
  private count = 0

  get size(): number {
    return this.count
  }

  learn(definition: Definition, trust: Trust): void {
    const family = this.byId.get(definition.id) ?? []
    const same = family.find((known) => isSame(known.definition, definition))
    if (same) {
      if (trust > same.trust) same.trust = trust
      return
    }
    // Of those less trusted than another none is ever lent; a third of equal trust changes nothing.
    const rivals = family.filter((known) => known.trust >= trust).length
    if (rivals >= MAX_VARIANTS || (family.length === 0 && this.count >= MAX_DEFINITIONS)) return
    if (family.length === 0) this.count++
    family.push({ definition, trust })
    this.byId.set(definition.id, family)
  }

  /** Whether a definition is among the most trusted with its id: where only slack knows the id, the sole one. */
  holds(definition: Definition): boolean {
    const family = this.byId.get(definition.id) ?? []
    const best = Math.max(...family.map(({ trust }) => trust))
    const trusted = family.filter(({ trust }) => trust === best)
    return (
      (best > TRUST.slack || trusted.length === 1) &&
      trusted.some((known) => isSame(known.definition, definition))
    )
  }

  lend(id: number): Loan {
    const family = this.byId.get(id)
    if (!family) return { state: 'unknown' }
    const best = Math.max(...family.map(({ trust }) => trust))
    const trusted = family.filter(({ trust }) => trust === best)
    return trusted.length === 1
      ? { state: 'known', definition: trusted[0]!.definition }
      : { state: 'ambiguous' }
  }
}

function isSame(a: Definition, b: Definition): boolean {
  return a === b || (a.guid === b.guid && sameCode(a.code, b.code))
}
