/** Copies from other computers that did not come whole: where each is to be had once more. In memory only, as the address may be signed. */
import type { SourceId } from '../contract/ids'
import type { PlaceRequest } from '../contract/places'

export interface BrokenCopy {
  /** Its address, as shown. */
  readonly shown: string
  /** How its place was asked for; null of a case that was opened again, which keeps nothing of that: the person says it anew. */
  readonly place: {
    readonly request: PlaceRequest
    readonly authoritiesFile: string | null
    /** Of the file in that place. */
    readonly path: string
  } | null
}

export class BrokenCopies {
  private readonly copies = new Map<SourceId, BrokenCopy>()

  /** @param show hears which there are, and of which the place has to be asked for, whenever that changed */
  constructor(private readonly show: (sources: readonly SourceId[], unplaced: readonly SourceId[]) => void) {}

  add(id: SourceId, copy: BrokenCopy): void {
    this.copies.set(id, copy)
    this.tell()
  }

  of(id: SourceId): BrokenCopy | null {
    return this.copies.get(id) ?? null
  }

  /** The source that this file was, where it did not come whole before. @param endpoint of S3: two servers may have a bucket of one name */
  idOf(shown: string, endpoint: string): SourceId | null {
    for (const [id, copy] of this.copies)
      if (copy.shown === shown && (copy.place?.request.endpoint ?? endpoint) === endpoint) return id
    return null
  }

  remove(id: SourceId): void {
    if (this.copies.delete(id)) this.tell()
  }

  reset(): void {
    this.copies.clear()
    this.tell()
  }

  /** The page asks for it when it starts. */
  tell(): void {
    const ids = [...this.copies.keys()]
    this.show(
      ids,
      ids.filter((id) => this.of(id)?.place === null),
    )
  }
}

export function isSamePlace(a: PlaceRequest, b: PlaceRequest): boolean {
  return a.address === b.address && a.endpoint === b.endpoint && a.region === b.region
}
