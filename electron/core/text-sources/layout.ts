/** Bounds of what a text export of events may make the reader do; those of one record's elements are in evtx/layout. */

/** As much of a file as tells which format it has: the first record of any real export begins within it. */
export const TEXT_HEAD_SIZE = 4096
/** UTF-16 units (bytes in UTF-8) of one record as text. A record of 64 KiB as XML, every character an entity, stays below 1 million. */
export const MAX_TEXT_RECORD = 4_194_304
/** Elements of one event: the longest real list has some hundreds; a 64 KiB record can hold 32,768 items. */
export const MAX_TEXT_ELEMENTS = 65_536
/** Units of a tag with its attributes; real ones stay under 300. */
export const MAX_TAG_UNITS = 65_536
/** How often one file is looked at again behind a start that has no end; each costs up to MAX_TEXT_RECORD. Then the window is given up. */
export const MAX_RESYNCS = 32
