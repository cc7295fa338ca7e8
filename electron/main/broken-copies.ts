/** Copies from other computers that did not come whole: where each is to be had once more. In memory only, as the address may be signed. */
import type { SourceId } from '../contract/ids'
import type { PlaceRequest } from '../contract/places'

export interface BrokenCopy {
  readonly request: PlaceRequest
  readonly authoritiesFile: string | null
  /** Of the file in that place. */
  readonly path: string
}

export class BrokenCopies {
  private readonly copies = new Map<SourceId, BrokenCopy>()

  /** @param show hears which there are, whenever that changed */
  constructor(private readonly show: (sources: readonly SourceId[]) => void) {}

  add(id: SourceId, copy: BrokenCopy): void {
    this.copies.set(id, copy)
    this.tell()
  }

  of(id: SourceId): BrokenCopy | null {
    return this.copies.get(id) ?? null
  }

  /** The source that this file was, where it did not come whole before. */
  idOf(request: PlaceRequest, path: string): SourceId | null {
    for (const [id, copy] of this.copies)
      if (copy.path === path && isSamePlace(copy.request, request)) return id
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
    this.show([...this.copies.keys()])
  }
}

export function isSamePlace(a: PlaceRequest, b: PlaceRequest): boolean {
  return a.address === b.address && a.endpoint === b.endpoint && a.region === b.region
}
