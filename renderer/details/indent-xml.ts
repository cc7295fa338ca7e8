/**
 * Breaks the XML of a record into indented lines, for reading. Text and attributes are left as they are; only blanks
 * between tags are added. One pass, bounded by the length of the text.
 */
const INDENT = '  '
/** Deeper nesting is drawn at this depth: hostile records may nest without end. */
const DEEPEST = 40

export function indentXml(xml: string): readonly string[] {
  const lines: string[] = []
  let depth = 0
  let line = ''
  let openAlone = false
  const flush = (at: number): void => {
    if (line !== '') lines.push(INDENT.repeat(Math.min(at, DEEPEST)) + line)
    line = ''
  }
  for (const [piece] of xml.matchAll(/<[^>]*>|[^<]+/g)) {
    if (!piece.startsWith('<')) {
      if (piece.trim() !== '') line += openAlone ? piece : piece.trim()
      continue
    }
    if (piece.startsWith('</')) {
      depth -= 1
      if (openAlone) {
        line += piece
        flush(Math.max(0, depth))
      } else {
        flush(Math.max(0, depth + 1))
        line = piece
        flush(Math.max(0, depth))
      }
      openAlone = false
    } else {
      flush(Math.max(0, openAlone ? depth - 1 : depth))
      line = piece
      const alone = piece.endsWith('/>') || piece.startsWith('<?') || piece.startsWith('<!')
      if (alone) flush(Math.max(0, depth))
      else depth += 1
      openAlone = !alone
    }
  }
  flush(0)
  return lines
}
