import { textFormat } from '../../core/text-sources/text-format'

/** A legacy log begins with the size of its header and its signature. */
const LEGACY_START = '0\0\0\0LfLe'

/** How XML, JSON and the columns of timelines begin, in UTF-8 or UTF-16, with or without a byte order mark. */
const TEXT_START = /^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)?(?:[<{[]|"?(?:Rec|Tim|Rul|Pay))/

/** Whether the first 8 bytes are those of a log; `maybe` where an export of events as text can begin so, which TEXT_HEAD_SIZE bytes tell. */
export function logSignature(head: Uint8Array): 'log' | 'maybe' | 'none' {
  const text = String.fromCharCode(...head.subarray(0, 8))
  if (text === 'ElfFile\0' || text === LEGACY_START) return 'log'
  return TEXT_START.test(text.replaceAll(/[\0\s]/g, '')) ? 'maybe' : 'none'
}

/** A text export that a document type definition stands before is no log that somebody saved. @param head TEXT_HEAD_SIZE bytes, or all there are */
export function looksLikeExport(head: Uint8Array): boolean {
  return textFormat(head)?.hasDtd === false
}

/** By name only: a log whose first bytes are damaged is still one that must be told of. */
export const isNamedLog = (name: string): boolean => /\.evtx?$/i.test(name)
