/** BinXML token kinds, low 6 bits of the token byte (evtx-format 4). */
export const END_OF_STREAM = 0x00
export const OPEN_START = 0x01
export const CLOSE_START = 0x02
export const CLOSE_EMPTY = 0x03
export const END_ELEMENT = 0x04
export const VALUE_TEXT = 0x05
export const ATTRIBUTE = 0x06
export const CDATA = 0x07
export const CHARACTER_REFERENCE = 0x08
export const ENTITY_REFERENCE = 0x09
export const PI_TARGET = 0x0a
export const PI_DATA = 0x0b
export const TEMPLATE_INSTANCE = 0x0c
export const SUBSTITUTION = 0x0d
export const OPTIONAL_SUBSTITUTION = 0x0e
export const FRAGMENT_HEADER = 0x0f

export const KIND_MASK = 0x3f
/** On an open start element: an attribute list follows. */
export const HAS_MORE = 0x40
/** Dependency id of an element that depends on nothing. */
export const NO_DEPENDENCY = 0xffff

/** Value types (evtx-format 6). */
export const TYPE_NULL = 0x00
export const TYPE_STRING = 0x01
/** Text of 8-bit units in a code page that the file does not name. */
export const TYPE_ANSI = 0x02
export const TYPE_BINARY = 0x0e
export const TYPE_GUID = 0x0f
export const TYPE_SIZE_T = 0x10
export const TYPE_FILETIME = 0x11
export const TYPE_SID = 0x13
export const TYPE_HEX32 = 0x14
export const TYPE_HEX64 = 0x15
export const TYPE_BINXML = 0x21
export const TYPE_ARRAY = 0x80
