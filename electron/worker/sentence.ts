import { problemSentence } from './sources/source-problem'

/** What went wrong as a sentence for a person; system errors are put into words. */
export function sentence(error: unknown): string {
  if (error instanceof Error && !('code' in error)) return error.message
  return problemSentence(error)
}
