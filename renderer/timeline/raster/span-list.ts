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

/** Collects spans. One builder may serve frame after frame: lists are copies, as long as they must be. */
export class SpanBuilder {
  private size = 0
  private x0 = new Float64Array(FIRST_CAPACITY)
  private x1 = new Float64Array(FIRST_CAPACITY)
  private top = new Float64Array(FIRST_CAPACITY)
  private height = new Uint8Array(FIRST_CAPACITY)
  private style = new Uint8Array(FIRST_CAPACITY)
  private kind = new Uint8Array(FIRST_CAPACITY)

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

  clear(): void {
    this.size = 0
  }

  list(): SpanList {
    const count = this.size
    return {
      count,
      x0: this.x0.slice(0, count),
      x1: this.x1.slice(0, count),
      top: this.top.slice(0, count),
      height: this.height.slice(0, count),
      style: this.style.slice(0, count),
      kind: this.kind.slice(0, count),
    }
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
