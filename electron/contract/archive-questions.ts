import * as z from 'zod'

/** The password of an archive is wanted. */
export interface PasswordQuestion {
  /** Its path, or of one inside another what it is called. */
  readonly archive: string
  /** The one before did not fit. */
  readonly wrong: boolean
  /** Counts questions, so that none is taken for another. */
  readonly number: number
}

/** null: the person has none. It is for this archive only and kept nowhere. */
export const archivePasswordSchema = z.string().max(1024).nullable()
