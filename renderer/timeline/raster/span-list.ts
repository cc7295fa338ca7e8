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

/** Collects spans. One builder may serve frame after frame: memory asked for anew costs more than what is written into it. */
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

  /** Where the last span ends after all. */
  extend(x1: number): void {
    this.x1[this.size - 1] = x1
  }

  clear(): void {
    this.size = 0
  }

  /** As it is until the builder is cleared. */
  list(): SpanList {
    const count = this.size
    return {
      count,
      x0: this.x0.subarray(0, count),
      x1: this.x1.subarray(0, count),
      top: this.top.subarray(0, count),
      height: this.height.subarray(0, count),
      style: this.style.subarray(0, count),
      kind: this.kind.subarray(0, count),
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
