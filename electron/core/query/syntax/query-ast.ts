/** What typed filter text means: terms that must all hold. */
export const FIELDS = [
  'account',
  'computer',
  'type',
  'end',
  'source',
  'ip',
  'dur',
  'class',
  'conf',
  'tag',
] as const
export type Field = (typeof FIELDS)[number]

export type Compare = '=' | '>' | '>=' | '<' | '<='

/** One term; several values are alternatives. `field` null: a word that occurs in any name or source. */
export interface QueryTerm {
  readonly field: Field | null
  readonly not: boolean
  readonly compare: Compare
  readonly values: readonly string[]
}

/** Where in the text something is wrong (code units, end excluded), and a sentence that says what to write. */
export interface QueryError {
  readonly from: number
  readonly to: number
  readonly message: string
}

export type Parsed =
  | { readonly terms: readonly QueryTerm[]; readonly error: null }
  | { readonly terms: null; readonly error: QueryError }
