import catalogue from './audit-subcategories.json'

/** Subcategories of the audit policy and the event numbers that each writes; a number belongs to one of them. */
export const AUDIT_SUBCATEGORIES = catalogue.subcategories

/** The channel they write to. */
export const AUDIT_CHANNEL = catalogue.channel

/** Index into AUDIT_SUBCATEGORIES by event number (0 to 65535); -1 for all others. */
export function subcategoryByEvent(): Int8Array {
  const index = new Int8Array(0x10000).fill(-1)
  AUDIT_SUBCATEGORIES.forEach(({ eventIds }, i) => {
    for (const id of eventIds) index[id] = i
  })
  return index
}
