import { tarHeader } from './tar-header'

export type ArchiveKind = 'zip' | 'gzip' | 'tar' | '7z'

const SIGNATURES: readonly (readonly [ArchiveKind, readonly number[]])[] = [
  ['zip', [0x50, 0x4b, 0x03, 0x04]],
  // Without any entry.
  ['zip', [0x50, 0x4b, 0x05, 0x06]],
  ['gzip', [0x1f, 0x8b, 0x08]],
  ['7z', [0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]],
]

/** Which archive begins with these bytes (a tar shows in its first 512); null if none does. By content, never by name. */
export function archiveKind(head: Uint8Array): ArchiveKind | null {
  const found = SIGNATURES.find(([, signature]) => signature.every((byte, i) => head[i] === byte))
  if (found) return found[0]
  return tarHeader(head) ? 'tar' : null
}
