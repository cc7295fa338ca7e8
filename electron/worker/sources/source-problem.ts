/** A source that cannot be read; the message is a sentence for a person. */
export class SourceProblem extends Error {}

const BY_CODE: Readonly<Record<string, string>> = {
  ENOENT: 'The path does not exist. Nothing was read. Check the spelling, or whether the drive is connected.',
  ENOTDIR: 'The path does not exist: a part of it is a file. Nothing was read.',
  EACCES: 'No permission to read this. Nothing was read. Read it with an account that may, or open a copy.',
  EPERM: 'The system refused access. Nothing was read. Read it with an account that may, or open a copy.',
  EBUSY: 'Another program holds the file locked. Nothing was read. Open a copy of it.',
  ELOOP: 'The path is a loop of links. Nothing was read.',
  ENAMETOOLONG: 'The path is too long for this system. Nothing was read.',
  EMFILE: 'Too many files are open on this machine. Nothing was read. Open fewer at a time.',
}

/** What went wrong, as a sentence: what happened, what was kept, what to do. */
export function problemSentence(error: unknown): string {
  if (error instanceof SourceProblem) return error.message
  const code = errorCode(error)
  return BY_CODE[code] ?? `Reading failed (${code || text(error)}). What was read before is kept.`
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''
}

function text(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
