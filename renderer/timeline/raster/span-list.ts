/** Horizontal pieces of lanes in CSS pixels as columns: bars, states, outlines. */
export interface SpanList {
  readonly count: number
  readonly x0: Float64Array
  readonly x1: Float64Array
  readonly top: Float64Array
  readonly height: Uint8Array
  /** Index into BAR_STYLES. */
  readonly style: Uint8Array
  /** A second index whose meaning the list's owner gives. */
  readonly kind: Uint8Array
}

const FIRST_CAPACITY = 64

/** Collects spans. */
export class SpanBuilder {
  private size = 0
  private x0: Float64Array
  private x1: Float64Array
  private top: Float64Array
  private height: Uint8Array
  private style: Uint8Array
  private kind: Uint8Array

  /** @param expected how many may come: room for them is made at once */
  constructor(expected = 0) {
    const capacity = Math.max(FIRST_CAPACITY, expected)
    this.x0 = new Float64Array(capacity)
    this.x1 = new Float64Array(capacity)
    this.top = new Float64Array(capacity)
    this.height = new Uint8Array(capacity)
    this.style = new Uint8Array(capacity)
    this.kind = new Uint8Array(capacity)
  }

  get count(): number {
    return this.size
  }

  add(x0: number, x1: number, top: number, height: number, style: number, kind: number): void {
    if (this.size === this.x0.length) this.grow()
    const at = this.size++
    this.x0[at] = x0
    this.x1[at] = x1
    this.top[at] = top
    this.height[at] = height
    this.style[at] = style
    this.kind[at] = kind
  }

  list(): SpanList {
    const { x0, x1, top, height, style, kind } = this
    return { count: this.size, x0, x1, top, height, style, kind }
  }

  private grow(): void {
    const doubled = <A extends Float64Array | Uint8Array>(from: A, to: A): A => {
      to.set(from)
      return to
    }
    const capacity = this.size * 2
    this.x0 = doubled(this.x0, new Float64Array(capacity))
    this.x1 = doubled(this.x1, new Float64Array(capacity))
    this.top = doubled(this.top, new Float64Array(capacity))
    this.height = doubled(this.height, new Uint8Array(capacity))
    this.style = doubled(this.style, new Uint8Array(capacity))
    this.kind = doubled(this.kind, new Uint8Array(capacity))
  }
}
