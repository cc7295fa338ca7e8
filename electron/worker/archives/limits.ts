/** What an archive may make Sojourn do. Archives are evidence, and evidence is hostile: each limit ends in a sentence, never in a full disk. */

const GB = 1024 ** 3

/** Entries of one archive. Collections of whole machines stay under 50,000. */
export const MAX_ARCHIVE_ENTRIES = 200_000
/** Bytes of one entry, unpacked. The largest logs that Windows writes by policy have 4 GB. */
export const MAX_MEMBER_BYTES = 16 * GB
/** Bytes unpacked for one opened archive, those inside it counted: logs of a hundred machines. */
export const MAX_TOTAL_BYTES = 256 * GB
/** Unpacked to packed bytes, beyond RATIO_FREE_BYTES. Logs reach 30, deflate 1,032. */
export const MAX_RATIO = 200
/** A log that Windows laid out and hardly filled is zeros, and packs like a bomb: so much of one entry is unpacked whatever the ratio. */
export const RATIO_FREE_BYTES = 64 * 1024 ** 2
/** Archives inside archives: a collection of collections, each log packed by itself, has three. */
export const MAX_ARCHIVE_DEPTH = 4
/** Bytes of a zip's directory: MAX_ARCHIVE_ENTRIES of 600 bytes each, and room. */
export const MAX_DIRECTORY_BYTES = 128 * 1024 ** 2
/** Bytes of a tar's long name or extended header: Windows paths end at 32,767 letters. */
export const MAX_TAR_HEADER_BYTES = 1024 ** 2
/** As many first bytes of an entry as tell a log, an export as text, or an archive. */
export const HEAD_BYTES = 4096
/** What LZMA may reach back: the most that 7-Zip packs with unless it is told otherwise. */
export const MAX_DICTIONARY_BYTES = 256 * 1024 ** 2
/** Inputs and outputs of all methods of a block, as 7-Zip has it. */
export const MAX_STREAMS = 32
/** Rounds of a key in powers of two; 7-Zip makes 19 and takes no more than this. */
export const MAX_KEY_POWER = 24
