import type { Values } from '../evtx/binxml/instance'
import type { ElementNode, Part } from '../evtx/binxml/nodes'
import type { Template } from '../evtx/binxml/template-store'
import type { FamilyEvent } from './family'

/** Where a System field of a template comes from: literal text, or a slot of the instance. */
export interface FieldSource {
  readonly literal: string
  /** -1: literal. */
  readonly slot: number
}

/** How to read the fields that every record has, and its body, straight from a template's slots (evtx-format 5). */
export interface SystemPlan {
  readonly provider: FieldSource
  readonly channel: FieldSource
  readonly computer: FieldSource
  readonly eventId: FieldSource
  readonly recordId: number
  readonly time: number
  /** -1: the template has none. */
  readonly activityId: number
  /** Slot that holds EventData or the child of UserData as BinXML; -1: the template has no such slot. */
  readonly body: number
  /** Slot without which there is no Event at all; -1: there always is. */
  readonly required: number
  readonly inUserData: boolean
  /** Session-relevant events met through this template, where provider and channel are literal. */
  readonly events: Map<number, FamilyEvent | null>
}

/** How to read named values of a body template without building elements. */
export interface BodyPlan {
  /** Slot by field name, as in the data list of the command line. */
  readonly slots: ReadonlyMap<string, number>
  /** Per event: column and slot, in pairs. */
  readonly assignments: Map<FamilyEvent, readonly number[]>
}

/** Plan of a System template; null where its shape needs the general way (all elements built). */
export function systemPlan(template: Template): SystemPlan | null {
  const { plan } = template
  if (plan.system === undefined) plan.system = makeSystemPlan(template.parts)
  return plan.system as SystemPlan | null
}

/** Plan of a body template; null where a field is not one slot. */
export function bodyPlan(template: Template, inUserData: boolean): BodyPlan | null {
  const { plan } = template
  if (plan.body === undefined) plan.body = makeBodyPlan(template.parts, inUserData)
  return plan.body as BodyPlan | null
}

/** Column and slot pairs that an event takes from a body. */
export function assignmentsOf(body: BodyPlan, event: FamilyEvent): readonly number[] {
  let pairs = body.assignments.get(event)
  if (!pairs) {
    pairs = [...body.slots].flatMap(([name, slot]) => {
      const column = event.columns.get(name)
      return column === undefined ? [] : [column, slot]
    })
    body.assignments.set(event, pairs)
  }
  return pairs
}

function makeSystemPlan(parts: readonly Part[]): SystemPlan | null {
  const event = soleElement(parts)
  const system = event && childElement(event, 'System')
  if (!event || !system || system.dependency >= 0) return null
  const provider = attributeSource(childElement(system, 'Provider'), 'Name')
  const channel = contentSource(childElement(system, 'Channel'))
  const computer = contentSource(childElement(system, 'Computer'))
  const eventId = contentSource(childElement(system, 'EventID'))
  const recordId = contentSource(childElement(system, 'EventRecordID'))
  const time = attributeSource(childElement(system, 'TimeCreated'), 'SystemTime')
  const body = bodySlot(event)
  if (!provider || !channel || !computer || !eventId || !recordId || !time || !body) return null
  if (recordId.slot < 0 || time.slot < 0) return null
  const correlation = childElement(system, 'Correlation')
  const activity = attributeSource(correlation, 'ActivityID')
  if (correlation && !activity && correlation.attributes.some(({ name }) => name === 'ActivityID'))
    return null
  return {
    provider,
    channel,
    computer,
    eventId,
    recordId: recordId.slot,
    time: time.slot,
    activityId: activity?.slot ?? -1,
    body: body.slot,
    required: event.dependency,
    inUserData: body.inUserData,
    events: new Map(),
  }
}

/** The slot among the event's children, or alone in its UserData; null for bodies of another shape. */
function bodySlot(event: ElementNode): { slot: number; inUserData: boolean } | null {
  const others = event.children.filter((part) => !(part.kind === 'element' && part.element.name === 'System'))
  const [only, more] = others
  if (!only) return { slot: -1, inUserData: false }
  if (more) return null
  if (only.kind === 'slot') return { slot: only.slot, inUserData: false }
  if (only.kind !== 'element') return null
  if (only.element.children.length === 0) return { slot: -1, inUserData: false }
  const { name, onlySlot } = only.element
  return name === 'UserData' && onlySlot >= 0 && !dependsOnAnother(only.element, onlySlot)
    ? { slot: onlySlot, inUserData: true }
    : null
}

function makeBodyPlan(parts: readonly Part[], inUserData: boolean): BodyPlan | null {
  const root = soleElement(parts)
  if (!root || root.dependency >= 0 || (!inUserData && root.name !== 'EventData')) return null
  const slots = new Map<string, number>()
  for (const part of root.children) {
    if (part.kind !== 'element' || part.element.onlySlot < 0) return null
    if (dependsOnAnother(part.element, part.element.onlySlot)) return null
    const name = inUserData ? `${root.name}/${part.element.name}` : dataName(part.element)
    if (name === null) return null
    // Real templates name two fields alike (4648 of Windows 7: LogonGuid): the first counts.
    if (!slots.has(name)) slots.set(name, part.element.onlySlot)
  }
  return { slots, assignments: new Map() }
}

function dataName(element: ElementNode): string | null {
  if (element.name !== 'Data') return element.name
  return literalOf(element.attributes.find((a) => a.name === 'Name')?.parts)
}

function soleElement(parts: readonly Part[]): ElementNode | null {
  const [only, more] = parts
  return only?.kind === 'element' && !more ? only.element : null
}

function childElement(parent: ElementNode, name: string): ElementNode | null {
  for (const part of parent.children)
    if (part.kind === 'element' && part.element.name === name) return part.element
  return null
}

/** Whether a slot other than its own decides if the element is there at all: then a plan that reads one slot says too much. */
function dependsOnAnother({ dependency }: ElementNode, slot: number): boolean {
  return dependency >= 0 && dependency !== slot
}

function contentSource(element: ElementNode | null): FieldSource | null {
  return element && sourceWithin(element, element.children)
}

function attributeSource(element: ElementNode | null, name: string): FieldSource | null {
  const attribute = element?.attributes.find((a) => a.name === name)
  return element && attribute ? sourceWithin(element, attribute.parts) : null
}

function sourceWithin(element: ElementNode, parts: readonly Part[]): FieldSource | null {
  const source = partsSource(parts)
  return source && !dependsOnAnother(element, source.slot) ? source : null
}

function partsSource(parts: readonly Part[]): FieldSource | null {
  const [only, more] = parts
  if (only?.kind === 'slot' && !more) return { literal: '', slot: only.slot }
  const literal = literalOf(parts)
  return literal === null ? null : { literal, slot: -1 }
}

function literalOf(parts: readonly Part[] | undefined): string | null {
  if (!parts || parts.some((p) => p.kind !== 'text')) return null
  return parts.map((p) => (p.kind === 'text' ? p.text : '')).join('')
}

/** True if a slot holds a value of that type and at least that size. */
export function holds(values: Values, slot: number, type: number, size: number): boolean {
  return slot >= 0 && slot < values.count && values.types[slot] === type && values.sizes[slot]! >= size
}
