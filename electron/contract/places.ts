/** Opening logs of another computer: what the page asks for, what it is asked, and how far it is. */
import * as z from 'zod'
import { LISTED_LIMIT } from './place-limits'

const word = z.string().max(1024)
const text = z.string().max(70_000)

/** `endpoint` and `region` are of S3; '' for Amazon's. */
export const placeRequestSchema = z.object({
  address: z.string().min(1).max(16_384),
  endpoint: word,
  region: word,
  /** Name of the file of authorities that was chosen last, and main knows; '' for none. */
  authorities: word,
})
export type PlaceRequest = z.infer<typeof placeRequestSchema>

const refused = text.nullable()

/** What has to be known before going on. `refused`: why what was given before was not taken. */
export const placeQuestionSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('server'), fingerprint: word, message: text }),
  z.object({ kind: z.literal('plain-http'), message: text }),
  z.object({ kind: z.literal('account'), keys: z.boolean(), place: text, user: word, refused }),
  z.object({ kind: z.literal('s3-keys'), place: text, refused }),
])
export type PlaceQuestion = z.infer<typeof placeQuestionSchema>

/** A secret in it is for this connection only: it is kept nowhere. */
export const placeAnswerSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('yes') }),
  z.object({ kind: z.literal('password'), user: word, password: word }),
  /** The key is the file that was chosen last; main knows which. */
  z.object({ kind: z.literal('key'), user: word, passphrase: word }),
  z.object({ kind: z.literal('agent'), user: word }),
  z.object({
    kind: z.literal('s3-keys'),
    accessKeyId: word,
    secretAccessKey: word,
    sessionToken: z.string().max(8_192),
  }),
])
export type PlaceAnswer = z.infer<typeof placeAnswerSchema>

/** Paths of logs that the place has listed. */
export const tickedSchema = z.array(text).min(1).max(LISTED_LIMIT)

const placeEntrySchema = z.object({
  name: text,
  path: text,
  kind: z.enum(['file', 'folder']),
  /** Bytes; null of a folder, and where the server does not say. */
  size: z.number().min(0).nullable(),
  modifiedMs: z.number().nullable(),
  /** Named like a log, an export or an archive. */
  isLog: z.boolean(),
})
export type PlaceEntryShown = z.infer<typeof placeEntrySchema>

const placeFolderSchema = z.object({
  path: text,
  /** Folders, then logs, then other files, each by name. */
  entries: z.array(placeEntrySchema).max(LISTED_LIMIT),
  /** Entries that are not shown. */
  more: z.number().int().min(0),
})
export type PlaceFolder = z.infer<typeof placeFolderSchema>

/** What the page wants to see of a place that it may choose from: a folder, or all logs below it. */
export const placeLookSchema = z.object({ path: text, below: z.boolean() })
export type PlaceLook = z.infer<typeof placeLookSchema>

const foundLogSchema = placeEntrySchema.pick({ path: true, size: true })
export type FoundLogOfPlace = z.infer<typeof foundLogSchema>

export const placeSightSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('folder'), folder: placeFolderSchema }),
  z.object({
    kind: z.literal('logs'),
    logs: z.array(foundLogSchema).max(LISTED_LIMIT),
    /** Logs beyond those. */
    more: z.number().int().min(0),
    /** What could not be listed, as sentences. */
    problems: z.array(text).max(20),
  }),
  z.object({ kind: z.literal('problem'), sentence: text }),
  /** Another look, or the person, ended it. */
  z.object({ kind: z.literal('stopped') }),
])
export type PlaceSight = z.infer<typeof placeSightSchema>

/** How far it is; the page shows what it is told and holds no secret. */
export const placeStateSchema = z.discriminatedUnion('kind', [
  /** Nothing is contacted; `problem`: why not any more. */
  z.object({ kind: z.literal('none'), problem: text.nullable() }),
  z.object({ kind: z.literal('connecting'), host: word }),
  z.object({ kind: z.literal('asking'), host: word, question: placeQuestionSchema }),
  z.object({
    kind: z.literal('choosing'),
    host: word,
    /** What paths are added to, as shown. */
    place: text,
    /** Folders can be gone into; a web server lists none. */
    hasFolders: z.boolean(),
    first: placeFolderSchema,
    /** Path of the file that was named; null where a folder was. */
    named: text.nullable(),
  }),
  z.object({
    kind: z.literal('copying'),
    host: word,
    name: text,
    /** Of the file under way; `size` null where the server does not say. */
    bytes: z.number().min(0),
    size: z.number().min(0).nullable(),
    bytesPerSecond: z.number().min(0),
    /** Number of the file under way; null before there is one. */
    item: z.number().int().min(0).nullable(),
    /** Held back by the person. */
    paused: z.boolean(),
    /** Files that are done, of how many. */
    done: z.number().int().min(0),
    count: z.number().int().min(0),
  }),
])
export type PlaceState = z.infer<typeof placeStateSchema>
