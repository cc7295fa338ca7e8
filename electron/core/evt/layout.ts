/** Sizes and bounds of legacy event logs (evtx-format 10) and of what one file may make the reader do. */

export const EVT_HEADER_SIZE = 48
export const EOF_RECORD_SIZE = 40
/** Fixed part of a record, up to its source name. */
export const EVT_RECORD_HEAD = 56
/** The size once more, at the end of a record. */
export const EVT_RECORD_TAIL = 4
export const EVT_RECORD_MIN_SIZE = EVT_RECORD_HEAD + EVT_RECORD_TAIL
/** `LfLe` read as a little-endian number. */
export const EVT_SIGNATURE = 0x654c664c
/** Fills the end of a file where not even the head of a record fits any more. */
export const EVT_FILLER = 0x27

/** ReportEvent takes 61,440 bytes of data and 31,839 characters of strings; with names and SID that stays under 128 KiB. */
export const MAX_EVT_RECORD_SIZE = 128 * 1024
/** Registry keys (sources) have at most 255 characters, computer names fewer. */
export const MAX_NAME_UNITS = 512
/**
 * A log is read into memory whole: the services of 32-bit Windows kept all logs together mapped in less than 300 MB, so no log of
 * that time is larger. Of a larger file only this much is read, and the source says so.
 */
export const MAX_EVT_FILE_SIZE = 512 * 1024 * 1024
/** Problems kept a file; more are only counted. */
export const MAX_EVT_PROBLEMS = 64
/** Records from the file's start that may tell which log it is; each Windows service writes a known source within hours. */
export const LOG_NAME_PROBE_SIZE = 1024 * 1024
