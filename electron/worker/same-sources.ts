/** Which sources of a case are equal. Only those of equal size are looked at, and read whole only where their first and last 128 KiB agree. */
import type { Entry } from './case-entry'
import { Candidate } from './same-content'
import { openFile } from './sources/file-source'

/** Sources of one content by size: one of each. */
export class SameSources {
  private readonly bySize = new Map<number, Candidate[]>()

  /** A source that was read counts before those that are asked about. */
  add({ request, progress }: Entry): void {
    this.keep(progress.size, new Candidate(request.path, progress))
  }

  /**
   * The source added or asked about before that has the same bytes, which are hashed where needed; null where there is none, or where this one cannot be
   * read: reading it says so in a moment.
   */
  async twinOf({ request, progress, abort }: Entry): Promise<Candidate | null> {
    // Its last bytes are not there: it is compared when they are.
    if (request.arrival?.hasEnded === false) return null
    try {
      const file = await openFile(request.path)
      try {
        progress.size = file.size
        if (file.size === 0) return null
        const self = new Candidate(request.path, progress, request.sha256)
        for (const other of this.bySize.get(file.size) ?? []) {
          if (await self.equals(other, file, abort.signal)) return other
        }
        this.keep(file.size, self)
        return null
      } finally {
        await file.close()
      }
    } catch {
      return null
    }
  }

  private keep(size: number, candidate: Candidate): void {
    const list = this.bySize.get(size)
    if (list) list.push(candidate)
    else this.bySize.set(size, [candidate])
  }
}

/**
 * Marks what has the same content as a source before it (by path, or read earlier) and gives back the rest.
 * @param known all sources of the case; those that were read count first
 */
export async function settleDuplicates(queued: readonly Entry[], known: readonly Entry[]): Promise<Entry[]> {
  const same = new SameSources()
  for (const entry of known) if (entry.progress.status === 'done') same.add(entry)
  const distinct: Entry[] = []
  for (const entry of queued) {
    const twin = entry.abort.signal.aborted ? null : await same.twinOf(entry)
    if (twin === null) distinct.push(entry)
    else endAsDuplicate(entry, twin)
  }
  return distinct
}

/** Its records are those of its twin. */
export function endAsDuplicate({ progress }: Entry, first: Candidate): void {
  first.progress.sha256 ??= first.sha256
  progress.sha256 = first.sha256
  progress.problem = `Same content as ${first.progress.path} (equal SHA-256). It was opened once; its records are not counted twice.`
  progress.end('duplicate')
}
