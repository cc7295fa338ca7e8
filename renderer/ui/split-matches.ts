/** A piece of text, and whether it is what was looked for. */
export interface Piece {
  readonly text: string
  readonly hit: boolean
}

/** Most hits that are marked in one text. */
export const HIT_LIMIT = 2000

/** Splits a text at the places of a part, case ignored; an empty part is nowhere. */
export function splitMatches(text: string, part: string): readonly Piece[] {
  const wanted = part.trim().toLowerCase()
  const lower = text.toLowerCase()
  // A few letters change their length in lower case; then places in the one are not places in the other.
  if (wanted === '' || lower.length !== text.length) return [{ text, hit: false }]
  const pieces: Piece[] = []
  let from = 0
  for (
    let at = lower.indexOf(wanted);
    at >= 0 && pieces.length < HIT_LIMIT * 2;
    at = lower.indexOf(wanted, from)
  ) {
    if (at > from) pieces.push({ text: text.slice(from, at), hit: false })
    from = at + wanted.length
    pieces.push({ text: text.slice(at, from), hit: true })
  }
  if (from < text.length) pieces.push({ text: text.slice(from), hit: false })
  return pieces
}
