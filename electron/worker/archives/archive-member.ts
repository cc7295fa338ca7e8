import type { FilePart } from '../sources/file-source'

/** An entry of an archive. Its name is text and is never used as a path. */
export interface ArchiveMember {
  /** As the archive has it, decoded. */
  readonly name: string
  /** As the archive says; null where it does not. */
  readonly size: number | null
  readonly modifiedMs: number | null
  readonly isEncrypted: boolean
  /** Why it is not read, as a sentence; null where it can be tried. */
  readonly problem: string | null
  /** Where its bytes lie as they are: packed by no method and not encrypted, in a file that stays. */
  readonly stored: FilePart | null
  /** Up to HEAD_BYTES of it; fewer where it is shorter. @throws SourceProblem */
  head(): Promise<Uint8Array>
  /** All of it, in order, checksum and length checked at the end: what was given before a failure is good to keep. @throws SourceProblem */
  read(): AsyncIterable<Uint8Array>
}

/** What was wrong with an archive beside its entries. */
export type HearProblem = (sentence: string) => void

/** Gives the password of an archive; `wrong`: the one before did not fit. null: none is known. */
export type AskPassword = (wrong: boolean) => Promise<string | null>
