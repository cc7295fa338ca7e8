/** Matching of typed text. No regular expressions: what a person types must not be able to make matching slow. */

/** Case folding used for every comparison of evidence text; not locale dependent, so results are the same everywhere. */
export function fold(text: string): string {
  return text.toLowerCase()
}

/** Does the folded word occur in the folded text? `*` stands for any run of characters. */
export function occursIn(word: string, text: string): boolean {
  if (!word.includes('*')) return text.includes(word)
  return piecesFollow(word.split('*'), text, 0) >= 0
}

/** Is the folded text the folded value? `*` stands for any run of characters; without one they must be equal. */
export function equalsPattern(pattern: string, text: string): boolean {
  if (!pattern.includes('*')) return pattern === text
  const pieces = pattern.split('*')
  const first = pieces[0]!
  const last = pieces[pieces.length - 1]!
  if (text.length < first.length + last.length || !text.startsWith(first) || !text.endsWith(last))
    return false
  const end = piecesFollow(pieces.slice(1, -1), text, first.length)
  return end >= 0 && end <= text.length - last.length
}

/** Finds the pieces one after the other (leftmost each, which is enough for `*`); the place after the last, or -1. */
function piecesFollow(pieces: readonly string[], text: string, from: number): number {
  let at = from
  for (const piece of pieces) {
    const found = text.indexOf(piece, at)
    if (found < 0) return -1
    at = found + piece.length
  }
  return at
}

/** Order of evidence text in lists: folded code units, then as written. */
export function compareText(a: string, b: string): number {
  const fa = fold(a)
  const fb = fold(b)
  return fa < fb ? -1 : fa > fb ? 1 : a < b ? -1 : a > b ? 1 : 0
}
