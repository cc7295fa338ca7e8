import type { SourceRange } from '../contract/engine'

/** Damaged and recovered places of one source that are listed, as many as anybody goes through; about 200 bytes each. More are counted. */
const MAX_PLACES = 10_000

/** What is damaged or came back in one source: the first places of the file, whatever order they are told in, and how many there are in all. */
export class DamageList {
  private places: SourceRange[] = []
  private sorted = true
  private all = 0

  /** @param count how many these stand for, where not all are given */
  add(places: readonly SourceRange[], count = places.length): void {
    this.all += count
    if (places.length === 0) return
    // One by one: a thread may tell of more places at once than a call takes arguments.
    for (const place of places) this.places.push(place)
    this.sorted = false
    if (this.places.length > 2 * MAX_PLACES) this.sort()
  }

  clear(): void {
    this.places = []
    this.all = 0
  }

  get count(): number {
    return this.all
  }

  /** By first byte; at most MAX_PLACES. */
  first(): readonly SourceRange[] {
    if (!this.sorted || this.places.length > MAX_PLACES) this.sort()
    return this.places
  }

  private sort(): void {
    this.places = this.places.toSorted((a, b) => a.from - b.from || a.to - b.to).slice(0, MAX_PLACES)
    this.sorted = true
  }
}
