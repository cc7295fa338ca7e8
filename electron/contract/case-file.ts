/**
 * The case file (`name.sojourn`): what a person adds to the evidence, one JSON object a line, each naming the SHA-256 of
 * the line before it. Here: what a line may hold, what the page may ask for, and what it is shown.
 */
import * as z from 'zod'
import { acquisitionSchema } from './acquisition'
import { CASE_LIMITS, VERDICTS } from './case-constants'

const word = (limit: number) => z.string().min(1).max(limit)
const pathText = word(CASE_LIMITS.path)
const sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const size = z.number().int().min(0)
const sessionId = word(CASE_LIMITS.id)
const reason = z.string().max(CASE_LIMITS.reason)

/** What a session was when something was said about it: how people know it when its evidence is gone. */
export const aboutSchema = z.object({
  account: z.string().max(CASE_LIMITS.name),
  computer: z.string().max(CASE_LIMITS.name),
  logonType: z.number().int().nullable(),
  /** ISO 8601, null where not in evidence. */
  start: z.string().max(40).nullable(),
})
export type About = z.infer<typeof aboutSchema>

/** Own tags are one line of visible text. */
export const tagSchema = word(CASE_LIMITS.tag).refine(
  (tag) => tag === tag.trim() && !/[\p{C}\p{Zl}\p{Zp}]/u.test(tag),
  'a tag is one line of visible text without blanks around it',
)

const onSession = { session: sessionId, about: aboutSchema }

/** Changes that a person makes; the page may ask for these and no others. */
export const changeSchema = z.discriminatedUnion('kind', [
  /** One of ASSESSMENTS, of which a session carries at most one, or a tag of one's own. */
  z.object({ kind: z.literal('tag'), ...onSession, tag: tagSchema, on: z.boolean() }),
  z.object({ kind: z.literal('bookmark'), ...onSession, on: z.boolean() }),
  /** Replaces the note of the session; empty text takes it away. Older texts stay in the file. */
  z.object({ kind: z.literal('note'), ...onSession, text: z.string().max(CASE_LIMITS.note) }),
  z.object({
    kind: z.literal('verdict'),
    /** Id of a finding; with `about` it is the id of a session. */
    finding: sessionId,
    about: aboutSchema.optional(),
    verdict: z.enum(VERDICTS),
    reason,
  }),
  /** Milliseconds to add to the times of a computer; 0 takes a correction back. */
  z.object({
    kind: z.literal('clock'),
    computer: word(CASE_LIMITS.name),
    offsetMs: z.number().int().min(-CASE_LIMITS.offsetMs).max(CASE_LIMITS.offsetMs),
    reason,
  }),
  /** Names of one machine; with `on` false they are apart, whatever the logs say, until the opposite is said. */
  z.object({
    kind: z.literal('merge'),
    computers: z.array(word(CASE_LIMITS.name)).min(2).max(CASE_LIMITS.merged),
    on: z.boolean(),
    reason,
  }),
  /** A saved view: `query` as the search box writes it; null takes the view away. */
  z.object({
    kind: z.literal('view'),
    name: word(CASE_LIMITS.name),
    view: z.object({ query: z.string().max(CASE_LIMITS.query) }).nullable(),
  }),
])
export type CaseChange = z.infer<typeof changeSchema>
export const changesSchema = z.array(changeSchema).min(1).max(CASE_LIMITS.changes)

/** What the program notes by itself: who opened what, what was found, what was written. */
const custodySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('created'),
    format: z.literal(1),
    id: word(CASE_LIMITS.id),
    name: word(CASE_LIMITS.name),
    version: word(64),
  }),
  z.object({
    kind: z.literal('opened'),
    version: word(64),
    by: z.string().max(CASE_LIMITS.name),
    computer: z.string().max(CASE_LIMITS.name),
  }),
  z.object({ kind: z.literal('closed') }),
  /** How a copy of evidence came to the cache: a log, or an archive that logs lie in. */
  z.object({
    kind: z.literal('acquired'),
    path: pathText,
    ...acquisitionSchema.omit({ caseFile: true }).shape,
  }),
  /** A log as it was read. `before`: its hash when the case last saw it; null the first time. */
  z.object({
    kind: z.literal('evidence'),
    path: pathText,
    /** From the folder of the case file, where that can be said. */
    relative: pathText.nullable(),
    size,
    sha256,
    before: sha256.nullable(),
    /** `differs`: found changed, and not yet taken into the case as it is now (`changed`). */
    finding: z.enum(['first', 'same', 'differs', 'changed', 'moved']),
    /** That 8-bit text was read with, where it is not the one of Western Windows, or was another before. */
    codePage: word(32).optional(),
    /** That a person named for times without an offset, where the log has such. */
    zone: word(100).optional(),
  }),
  /** A log that the case knows and that was not there when the case was opened. */
  z.object({ kind: z.literal('missing'), path: pathText, sha256 }),
  z.object({
    kind: z.literal('export'),
    path: pathText,
    format: word(32),
    size,
    sha256,
    sessions: z.number().int().min(0),
    filter: z.string().max(CASE_LIMITS.query),
  }),
  /** Written before anything else after a line that cannot be read, or does not follow from the one before it. */
  z.object({
    kind: z.literal('resumed'),
    line: z.number().int().min(1),
    reason,
    /** Of the bytes that were left where they are. */
    size,
    sha256,
  }),
])
export const entrySchema = z.union([custodySchema, changeSchema])
export type CaseEntry = z.infer<typeof entrySchema>

/** What stands around an entry in its line. */
export const frameSchema = z.object({
  seq: z.number().int().min(0),
  prev: sha256,
  time: z.iso.datetime().max(40),
})
export type CaseFrame = z.infer<typeof frameSchema>
export type CaseLine = CaseFrame & CaseEntry

/** What is said about one session. */
export interface Annotation {
  readonly session: string
  readonly about: About
  /** An assessment first, then own tags by name. */
  readonly tags: readonly string[]
  readonly bookmark: boolean
  readonly note: string
  readonly verdict: { readonly word: Verdict; readonly reason: string } | null
}
export type Verdict = Exclude<(typeof VERDICTS)[number], 'open'>
export interface CaseEvidence {
  readonly path: string
  readonly relative: string | null
  readonly size: number
  readonly sha256: string
}
export interface SavedView {
  readonly name: string
  readonly query: string
}
/** Everything that the entries of a case come to. */
export interface CaseState {
  readonly name: string
  readonly annotations: readonly Annotation[]
  readonly evidence: readonly CaseEvidence[]
  readonly views: readonly SavedView[]
  readonly verdicts: readonly {
    readonly finding: string
    readonly verdict: string
    readonly reason: string
  }[]
  readonly clocks: readonly {
    readonly computer: string
    readonly offsetMs: number
    readonly reason: string
  }[]
  readonly merges: readonly { readonly computers: readonly string[]; readonly reason: string }[]
  /** Names that the logs would join and that a person took apart. */
  readonly splits: readonly { readonly computers: readonly string[]; readonly reason: string }[]
}

/** A log that is not as the case knows it; it stays a question until a person has answered. */
export interface EvidenceQuestion extends CaseEvidence {
  /** What was read in its place; null where nothing was found. */
  readonly found: { readonly path: string; readonly size: number; readonly sha256: string } | null
}

/** The case as the page is shown it. */
export interface CaseView extends CaseState {
  readonly questions: readonly EvidenceQuestion[]
  /** null: in memory only. */
  readonly file: string | null
  /** Something was added that no file holds. */
  readonly unsaved: boolean
}
export interface CustodyLine {
  readonly time: string
  readonly text: string
}
export interface RecentCase {
  readonly file: string
  readonly name: string
  /** Unix milliseconds. */
  readonly openedMs: number
  readonly files: number
  /** Sessions with a tag, bookmark or note. */
  readonly marked: number
  /** What is not where it was. */
  readonly missing: 'nothing' | 'case' | 'evidence'
}

/** Copies of a case's logs in the evidence cache that no other case has. */
export interface CachedCopies {
  readonly copies: number
  readonly bytes: number
}

/** A sentence where it did not work; null where it did, or the person cancelled. */
export type CaseAnswer = { readonly message: string | null }
