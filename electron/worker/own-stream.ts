/** Streams of the parser pool count up from 0, those of files read in the reading thread down: no two builders share a number. */
let last = 0

export function nextOwnStream(): number {
  return --last
}
