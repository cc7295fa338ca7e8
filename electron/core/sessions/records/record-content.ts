import type { FamilyColumns } from '../../columns/event-table'
import { FAMILY_FIELDS, type FamilyField } from '../../columns/table-builder'

/** The first column in which two session-relevant records differ; null if they say the same. Takes family rows. */
export function differingField(family: FamilyColumns, a: number, b: number): FamilyField | null {
  for (const field of FAMILY_FIELDS) if (family[field][a] !== family[field][b]) return field
  return null
}
