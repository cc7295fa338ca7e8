import type { SourceId } from '../contract/ids'

/** Logs suspected at once of a death of this process: each is then read by itself, with sessions made after each. */
const MAX_SUSPECTS = 32

/** Which logs this process would have died of, if it died now: those being read, else those read and not in the sessions yet. */
export class SourcesUnderWay {
  private readonly reading = new Set<SourceId>()
  private readonly unproven = new Set<SourceId>()

  /** @param tell hears of every change */
  constructor(private readonly tell: ((sources: readonly SourceId[]) => void) | undefined) {}

  begin(id: SourceId): void {
    this.reading.add(id)
    this.changed()
  }

  end(id: SourceId): void {
    this.reading.delete(id)
    this.unproven.add(id)
    this.changed()
  }

  /** What was read is in the sessions, and nothing happened: it is under suspicion no longer. */
  prove(): void {
    this.unproven.clear()
    this.changed()
  }

  private changed(): void {
    const suspects = this.reading.size > 0 ? this.reading : this.unproven
    this.tell?.(suspects.size > MAX_SUSPECTS ? [] : [...suspects])
  }
}
