/** What filter text means: terms that must all hold. */
export const FIELDS = [
  'account',
  'computer',
  'type',
  'end',
  'source',
  'ip',
  'dur',
  'conf',
  'class',
  'tag',
  'time',
  'logon',
] as const
export type Field = (typeof FIELDS)[number]

/** Most terms of one filter: each has a bit of its own in the mask of a session, so that its share can be counted. */
export const MAX_TERMS = 30

/**
 * One term; several values are alternatives. `field` null: a word that occurs in any name or source. Values stand as they were typed, of ordered
 * fields with their sign or range: `>8h`, `1h..8h`.
 */
export interface QueryTerm {
  readonly field: Field | null
  readonly not: boolean
  readonly values: readonly string[]
}

/** Where in the text something is wrong (code units, end excluded), and a sentence that says what to write. */
export interface QueryError {
  readonly from: number
  readonly to: number
  readonly message: string
}

/** A stretch of the text without blanks around it; `term` null: it is not understood. */
export interface Piece {
  readonly from: number
  readonly to: number
  readonly term: QueryTerm | null
}

export interface Parsed {
  /** null where something is wrong: then nothing of the text holds. */
  readonly terms: readonly QueryTerm[] | null
  /** The first mistake. */
  readonly error: QueryError | null
  /** All of the text, what is wrong included. */
  readonly pieces: readonly Piece[]
  /** The last quote was not closed. */
  readonly openQuote: boolean
}
