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
/** Open elements, over all streams that are open at once: real events stay under 20; a few thousand would exhaust the call stack. */
export const MAX_ELEMENT_DEPTH = 512
/** UTF-16 units of a name; real ones stay under 100. A reference to a name takes 4 bytes, so a long one could be repeated thousands of times. */
export const MAX_NAME_UNITS = 512
/**
 * UTF-16 units of one stream with its names written out: the largest of 990 known templates has 8,447, and what is longer than 64 KiB of
 * text is not in the chunk but repeated from it.
 */
export const MAX_TEMPLATE_UNITS = 65_536
/** Units of all definitions compiled from one chunk; real chunks reach 41,000. Definitions may overlap, so the chunk's size bounds nothing. */
export const MAX_CHUNK_DEFINITION_UNITS = 524_288
/** Units of compiled templates kept between chunks, about 50 bytes of memory each; all 990 known ones take 2.5 million. Then all are dropped. */
export const MAX_KEPT_UNITS = 4_194_304
/** Templates kept for one id. Equal ids mean equal templates in every real log; each further one costs a comparison for every new one. */
export const MAX_SAME_ID = 8
/**
 * What decoding one record may write: template text, values and their repetitions in UTF-16 units (binxml/budget). Real records stay under
 * 37,000. Slots may be used often and streams nest, so a few hundred bytes could otherwise ask for more text than a disk holds.
 */
export const MAX_RECORD_UNITS = 524_288
/** The same for all records of a chunk: real ones stay under 320,000. */
export const MAX_CHUNK_UNITS = 2_097_152
/** What opening a stream costs beside its text, in units. */
export const STREAM_UNITS = 64
/** Problems kept a chunk; more are only counted. */
export const MAX_PROBLEMS = 64

/** What is wrong with one record; caught where records are read, never crosses that border. */
export class DecodeError extends Error {}
