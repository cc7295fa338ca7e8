/** Sizes and bounds of the EVTX format (evtx-format 1-5) and of what one chunk may make the reader do. */

export const FILE_HEADER_SIZE = 4096
export const CHUNK_SIZE = 65_536
export const CHUNK_HEADER_SIZE = 512
/** Signature, size, id, written time, size copy: nothing shorter can be a record. */
export const RECORD_MIN_SIZE = 28
export const RECORD_HEADER_SIZE = 24
/** The size once more, at the end of a record. */
export const RECORD_TAIL_SIZE = 4
export const TEMPLATE_HEAD_SIZE = 24

/** Windows needs a few dozen; a descriptor is 4 bytes, so a 64 KiB chunk could claim 16,384. */
export const MAX_VALUES = 8192
/** Nesting of streams (values of type 0x21): two is normal, WEC exports reach four. */
export const MAX_STREAM_DEPTH = 64
/** Open elements: real events stay under 20. */
export const MAX_ELEMENT_DEPTH = 512
/** Code units of one definition with its names written out. A name may be referenced often, so bytes alone bound nothing. */
export const MAX_TEMPLATE_UNITS = 262_144
/** Problems kept a chunk; more are only counted. */
export const MAX_PROBLEMS = 64

/** What is wrong with one record; caught where records are read, never crosses that border. */
export class DecodeError extends Error {}
