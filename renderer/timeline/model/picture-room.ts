import { SpanBuilder } from '../raster/span-list'
import type { SpanBars } from './picture'
import { MarkPlacer } from './place-marks'

/** Where the lists of a picture lie. They are a megabyte where lanes are dense, so one room serves picture after picture. */
export class PictureRoom {
  readonly bars = new SpanBuilder()
  readonly states = new SpanBuilder()
  readonly doubts = new SpanBuilder()
  readonly whiskers = new SpanBuilder()
  readonly failures = new SpanBuilder()
  readonly marks = new MarkPlacer()
  /** First and last bar of each of `bars`. */
  private first = new Uint32Array(0)
  private last = new Uint32Array(0)

  /** Gives up the picture that lies here. @param count of the bars of the next one, at most */
  clear(count: number): void {
    for (const list of [this.bars, this.states, this.doubts, this.whiskers, this.failures, this.marks])
      list.clear()
    if (this.first.length >= count) return
    this.first = new Uint32Array(count)
    this.last = new Uint32Array(count)
  }

  /** @param y middle of its row; @param kind of BAR_KIND */
  addBar(bar: number, x0: number, x1: number, y: number, height: number, style: number, kind: number): void {
    this.first[this.bars.count] = this.last[this.bars.count] = bar
    this.bars.add(x0, x1, y - height / 2, height, style, kind)
  }

  /** The last of `bars` goes on to a later bar. */
  extend(bar: number, x1: number): void {
    this.last[this.bars.count - 1] = bar
    this.bars.extend(x1)
  }

  spanBars(): Pick<SpanBars, 'first' | 'last'> {
    const { count } = this.bars
    return { first: this.first.subarray(0, count), last: this.last.subarray(0, count) }
  }
}
