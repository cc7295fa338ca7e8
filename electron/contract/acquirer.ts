/** What main and the acquirer's process tell each other. The acquirer opens archives and places; it never parses logs. Only a command of main makes it contact anything. */
import * as z from 'zod'
import { acquisitionSchema } from './acquisition'
import type { FileSpot } from './file-spot'
import {
  placeAnswerSchema,
  placeLookSchema,
  placeRequestSchema,
  placeSightSchema,
  placeStateSchema,
  tickedSchema,
} from './places'

const text = z.string().max(70_000)
const job = z.number().int().min(0)
const item = z.number().int().min(0)
const bytes = z.number().int().min(0)

const evidence = z.array(z.object({ path: text, sha256: z.string().regex(/^[0-9a-f]{64}$/) }))

/** What the evidence cache has of the logs of one case. */
export const caseCopiesSchema = z.object({
  /** That are there for it alone: how many, and their bytes. Where they were to be removed: those that are. */
  copies: item,
  bytes,
  /** Copies that other cases have too; they stay. */
  shared: item,
  /** What could not be looked through or removed, a sentence each. */
  problems: z.array(text).max(20),
})
export type CaseCopies = z.infer<typeof caseCopiesSchema>

/** Where bytes lie: a file, or a part of one. */
const fileSpotSchema = z.union([
  text,
  z.object({ path: text, from: bytes, size: bytes }),
]) satisfies z.ZodType<FileSpot>

export const acquirerCommandSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('open-archive'),
    job,
    path: text,
    /** Logs in it that are wanted, as shown; null: all. */
    only: z.array(text).nullable(),
    cacheFolder: text,
    version: text,
    caseFile: text.nullable(),
  }),
  /** Looks into the evidence cache for logs of other computers that a case names; contacts nobody. What no `ended` tells of is not there. */
  z.object({
    kind: z.literal('open-cached'),
    job,
    wanted: evidence,
    cacheFolder: text,
    version: text,
    caseFile: text.nullable(),
  }),
  /**
   * Connects, and tells by `place` what it asks and finds. `dataFolder` holds the servers that were confirmed, `authoritiesFile` certificates that a
   * person chose.
   */
  z.object({
    kind: z.literal('open-place'),
    job,
    request: placeRequestSchema,
    /** Paths that were chosen before and are copied without a choice; null: the person chooses. */
    wanted: tickedSchema.nullable(),
    dataFolder: text,
    authoritiesFile: text.nullable(),
    cacheFolder: text,
    version: text,
    caseFile: text.nullable(),
  }),
  /** Answer to a question of a place. */
  z.object({ kind: z.literal('answer'), job, answer: placeAnswerSchema, keyFile: text.nullable() }),
  /** What the person wants to see of a place; a look before it ends. null: nothing. `look` counts them. */
  z.object({ kind: z.literal('look'), job, look: item, wanted: placeLookSchema.nullable() }),
  /** Which of the logs that a place listed are copied. */
  z.object({ kind: z.literal('copy'), job, ticked: tickedSchema }),
  /** Files of the place that were tried before, to be copied behind the others. */
  z.object({ kind: z.literal('copy-again'), job, paths: tickedSchema }),
  /** One log of a place is not wanted; the others go on. */
  z.object({ kind: z.literal('skip'), job, item }),
  /** Answer to `password-wanted`; null: the person has none. */
  z.object({ kind: z.literal('password'), job, password: z.string().max(1024).nullable() }),
  /** Counts the copies of a case, or removes them; `evidence` is what the case names. Answered by `case-copies`. */
  z.object({
    kind: z.literal('case-copies'),
    job,
    cacheFolder: text,
    caseFile: text,
    evidence,
    remove: z.boolean(),
  }),
  z.object({ kind: z.enum(['pause', 'resume', 'cancel']), job }),
])
export type AcquirerCommand = z.infer<typeof acquirerCommandSchema>

export const acquirerNoticeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready') }),
  /** A log of a job can be read as far as it has arrived; `item` counts from 0. */
  z.object({ kind: z.literal('began'), job, item, shown: text, spot: fileSpotSchema, size: bytes }),
  z.object({ kind: z.literal('arrived'), job, item, bytes }),
  /** A log that began, or a small one that is here at once. `spot` null: nothing of it is. */
  z.object({
    kind: z.literal('ended'),
    job,
    item,
    shown: text,
    spot: fileSpotSchema.nullable(),
    problem: text.nullable(),
    /** By which the place can be asked for it once more; null of what lay in an archive. */
    path: text.nullable(),
    /** What happened on the way: resumed, started over. */
    notes: z.array(text).max(20),
  }),
  /** How something came to the cache: a log, or an archive that logs lie in. */
  z.object({ kind: z.literal('acquired'), job, path: text, acquisition: acquisitionSchema }),
  /** What came of this file of a place before is void: it is here once more, or coming. */
  z.object({ kind: z.literal('renewed'), job, shown: text }),
  /** Of an archive, or of an entry that was not read. */
  z.object({ kind: z.literal('problem'), job, shown: text, sentence: text }),
  z.object({ kind: z.literal('password-wanted'), job, archive: text, wrong: z.boolean() }),
  /** How far opening a place is. */
  z.object({ kind: z.literal('place'), job, state: placeStateSchema }),
  /** Answer to a look. */
  z.object({ kind: z.literal('looked'), job, look: item, sight: placeSightSchema }),
  z.object({ kind: z.literal('case-copies'), job, found: caseCopiesSchema }),
  z.object({ kind: z.literal('finished'), job, logs: item }),
])
export type AcquirerNotice = z.infer<typeof acquirerNoticeSchema>
