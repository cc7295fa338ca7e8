interface Waiting<T> {
  readonly order: number
  readonly item: T
}

/** Numbered things that come out of turn, given on in turn as long as few are waiting. None is lost, whatever the numbers. */
export class InTurn<T> {
  /** Ascending. */
  private readonly waiting: Waiting<T>[] = []
  private next = 0

  /** @param most how many may wait; where one more comes, a number that never came is not waited for any longer. 0 gives on each at once */
  constructor(private readonly most: number) {}

  /** Takes number `order`, counted from 0. Answers what is due now. */
  put(order: number, item: T): T[] {
    const { waiting, most } = this
    waiting.splice(waiting.findLastIndex((other) => other.order <= order) + 1, 0, { order, item })
    let due = 0
    while (due < waiting.length && (waiting[due]!.order <= this.next || waiting.length - due > most))
      this.next = Math.max(this.next, waiting[due++]!.order + 1)
    return waiting.splice(0, due).map((one) => one.item)
  }

  /** What still waits, in turn; nothing waits after it. */
  rest(): T[] {
    return this.waiting.splice(0).map(({ item }) => item)
  }
}
