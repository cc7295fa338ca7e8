/** Content of one file of an uncompressed tar archive. Throws where it is not there. */
export function tarEntry(tar, wanted) {
  const BLOCK = 512
  for (let at = 0; at + BLOCK <= tar.length;) {
    const name = tar.toString('latin1', at, at + 100).split('\0', 1)[0]
    if (name === '') break
    const size = parseInt(tar.toString('latin1', at + 124, at + 136), 8)
    if (name === wanted) return tar.subarray(at + BLOCK, at + BLOCK + size)
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK
  }
  throw new Error(`${wanted} is not in the archive`)
}
