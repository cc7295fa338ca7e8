/** How a copy of evidence came to be: kept beside it as JSON, and by the case that it was acquired for. */
import * as z from 'zod'
import { CASE_LIMITS } from './case-constants'

/** Longer ones than any server and system has reason for; a case line holds one of each. */
const LONGEST = { fingerprint: 1024, time: 40, etag: 16_384, version: 64, note: 4096, notes: 100 } as const

const bytes = z.number().int().min(0)
const time = z.string().max(LONGEST.time)
const text = z.string().max(CASE_LIMITS.path)

export const acquisitionSchema = z.object({
  /** Where it comes from, as shown; never holds a secret. */
  source: text,
  protocol: z.enum(['sftp', 'https', 'http', 's3', 'azure', 'archive']),
  /** Of the host key or certificate; null where there was none. */
  fingerprint: z.string().max(LONGEST.fingerprint).nullable(),
  /** What the source said of it. Times are ISO 8601, UTC. */
  told: z
    .object({
      size: bytes.nullable(),
      modified: time.nullable(),
      etag: z.string().max(LONGEST.etag).nullable(),
    })
    .readonly(),
  start: time,
  end: time,
  bytes,
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Of Sojourn. */
  version: z.string().max(LONGEST.version),
  /** The case it was acquired for; null outside of a case. */
  caseFile: text.nullable(),
  /** What happened on the way: resumed, started over. */
  notes: z.array(z.string().max(LONGEST.note)).max(LONGEST.notes).readonly(),
  /** Why it is not whole or not sound; null where it is. */
  problem: text.nullable(),
})
export type Acquisition = Readonly<z.infer<typeof acquisitionSchema>>

/** A copy of a case. */
export interface AcquiredCopy {
  /** As the case calls what was copied; of a bucket it is not the address that its record names. */
  readonly path: string
  readonly acquisition: Acquisition
}
