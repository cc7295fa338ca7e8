/** Values of the case file, apart from its schemas, so that page and preload carry no zod. */

/** What a session was found to be; it carries at most one of them. The first ones weigh most. */
export const ASSESSMENTS = ['malicious', 'suspicious', 'benign'] as const

/** What a finding or a session comes to after somebody looked at it; `open` takes a verdict back. */
export const VERDICTS = ['confirmed', 'dismissed', 'open'] as const

export const CASE_EXTENSION = '.sojourn'

/** A case file is evidence of its own kind and as hostile: what one may ask for, and why. */
export const CASE_LIMITS = {
  /** Characters of one note: ten pages. */
  note: 20_000,
  /** Of a tag: what a grid cell can show. */
  tag: 40,
  /** Own tags of one session. */
  tags: 16,
  /** Longest path of Windows. */
  path: 32_767,
  name: 1024,
  id: 256,
  query: 20_000,
  reason: 2000,
  /** Changes in one call: a screenful of picked rows at a time. */
  changes: 2000,
  merged: 64,
  /** A clock that is wrong by more than a century is not a clock. */
  offsetMs: 100 * 366 * 86_400_000,
  /** Bytes of one line: the longest entry, a merge of long names, every character escaped. */
  line: 2 * 1024 * 1024,
  /** Bytes of a case file that is read at all. */
  file: 256 * 1024 * 1024,
  /** Sessions that something is said about. */
  annotations: 100_000,
  /** Logs, views, verdicts, corrections and merges, of each. */
  items: 10_000,
} as const
