import type { WindowNotice } from '../contract/bridge'
import type { CaseKeeper } from './case-keeper'
import { inTurns } from './in-turns'

/** More go to the page in parts of so many: about 8 ms each. */
const ANNOTATIONS_AT_ONCE = 5000

/** Tells the page what the open case says. */
export class CaseTeller {
  /** How often the whole case was told. */
  private tellings = 0

  constructor(
    private readonly keeper: CaseKeeper,
    private readonly post: (notice: WindowNotice) => void,
  ) {}

  /** All of it. @param fresh it is another case than before */
  tell(fresh: boolean): void {
    const telling = this.telling(fresh)
    while (telling.next().done !== true);
  }

  /** As tell, with a turn of the event loop after each part. */
  async tellInTurns(fresh: boolean): Promise<void> {
    await inTurns(this.telling(fresh))
  }

  /** What it says of these sessions, and what is not said of any. */
  tellOf(sessions: readonly string[]): void {
    this.post({ sojourn: 'case-change', sessions, ...this.keeper.viewOf(sessions) })
  }

  /** Where the case is told anew in a rest, the page needs no more of this. */
  private *telling(fresh: boolean): Generator<undefined, undefined> {
    const own = ++this.tellings
    const { annotations, ...rest } = this.keeper.view()
    const inParts = annotations.length > ANNOTATIONS_AT_ONCE
    for (let at = 0; inParts && at < annotations.length; at += ANNOTATIONS_AT_ONCE) {
      this.post({ sojourn: 'annotations', part: annotations.slice(at, at + ANNOTATIONS_AT_ONCE) })
      yield
      if (own !== this.tellings) return
    }
    const view = { ...rest, annotations: inParts ? [] : annotations }
    this.post({ sojourn: 'case', view, fresh, inParts })
  }
}
