/** What recovery takes for a record, and how much of it it keeps (evtx-format 8). */
import { CHUNK_HEADER_SIZE, CHUNK_SIZE } from '../layout'

/** A record with a body: header, fragment header, template instance without values, size copy. */
export const MIN_CANDIDATE_SIZE = 48
/** No record reaches out of its chunk. */
export const MAX_CANDIDATE_SIZE = CHUNK_SIZE - CHUNK_HEADER_SIZE
/** High halves of FILETIMEs of 1995-05-09 and 2108-06-09: no record of this format was written before or will be for a while. */
export const WRITTEN_FROM = 0x01bb0000
export const WRITTEN_TO = 0x02700000
/** Record ids below 2^40: a log that writes 10,000 records a second needs three years for as many. */
export const MAX_ID_HIGH = 0xff
/** Between the end of the last value and the size copy: end tokens and filler. Measured on live records: 1 to 8. */
export const MAX_RECORD_TRAIL = 16
/** Template definitions of a run, over all ids; the largest known collection has 990. Later ones are not learned. */
export const MAX_DEFINITIONS = 20_000
/** Different definitions kept for one id. Two are enough to know that none may be lent. */
export const MAX_VARIANTS = 2
/** Raw values listed of a record without definitions, items of arrays counted: real events have fewer than 100. */
export const MAX_RAW_VALUES = 512
/** Recovered records of a source of which place, how and doubt are kept for lists (worker/damage-list); the others are counted. */
export const MAX_RECOVERED_RANGES = 10_000
