/** LZMA as the LZMA SDK (public domain) specifies it: a range coder over adaptive bits, literals and matches into a window. */
import { DamagedMember } from '../checked-bytes'
import type { ByteFeed } from './byte-feed'

/** What was decoded is handed on in pieces of at most this. */
export const PIECE_BYTES = 256 * 1024

const STATES = 12
const MOST_POSITION_BITS = 4
const POSITION_STATES = 1 << MOST_POSITION_BITS
const HALF = 1024
const TOP = 2 ** 24
/** A distance that ends a stream. */
const END_MARK = 0xffffffff
const SHORTEST_MATCH = 2

/** Where each tree of bits begins in the one array of them. */
const LENGTH_SIZE = 2 + 2 * POSITION_STATES * 8 + 256
const IS_MATCH = 0
const IS_REP = IS_MATCH + STATES * POSITION_STATES
const IS_REP_0 = IS_REP + STATES
const IS_REP_1 = IS_REP_0 + STATES
const IS_REP_2 = IS_REP_1 + STATES
const IS_REP_0_LONG = IS_REP_2 + STATES
const SLOTS = IS_REP_0_LONG + STATES * POSITION_STATES
const DISTANCES = SLOTS + 4 * 64
const ALIGN = DISTANCES + 128
const LENGTH = ALIGN + 16
const REP_LENGTH = LENGTH + LENGTH_SIZE
const LITERALS = REP_LENGTH + LENGTH_SIZE

/** Decodes into its window; what was decoded since is taken out of it. */
export class LzmaDecoder {
  private readonly window: Uint8Array
  private bits = new Uint16Array(0)
  /** Range and code. */
  private readonly coder = new Uint32Array(2)
  private literalContext = 0
  private literalMask = 0
  private positionMask = 0
  private state = 0
  private rep0 = 0
  private rep1 = 0
  private rep2 = 0
  private rep3 = 0
  /** Bytes of a match that did not fit the piece. */
  private pending = 0
  private at = 0
  private takenTo = 0
  /** Bytes in the window that a match can reach. */
  private reach = 0
  private produced = 0
  private hasEnded = false

  /** @param windowSize bytes that a match can reach back */
  constructor(windowSize: number) {
    this.window = new Uint8Array(Math.max(windowSize, 1))
  }

  /** The stream says itself that it ends here. */
  get isEnded(): boolean {
    return this.hasEnded
  }

  /** @param byte lc, lp and pb in one @throws DamagedMember */
  useProperties(byte: number): void {
    if (byte >= 9 * 5 * 5) throw new DamagedMember(WRONG)
    this.literalContext = byte % 9
    this.literalMask = (1 << (Math.floor(byte / 9) % 5)) - 1
    this.positionMask = (1 << Math.floor(byte / 45)) - 1
    const literals = 0x300 << (this.literalContext + (Math.floor(byte / 9) % 5))
    this.bits = new Uint16Array(LITERALS + literals)
    this.resetState()
  }

  resetState(): void {
    this.bits.fill(HALF)
    this.state = this.rep0 = this.rep1 = this.rep2 = this.rep3 = this.pending = 0
  }

  forgetWindow(): void {
    this.reach = 0
    this.produced = 0
  }

  /** @throws DamagedMember */
  beginRange(feed: ByteFeed): void {
    if (feed.next() !== 0) throw new DamagedMember(WRONG)
    this.coder[0] = 0xffffffff
    for (let i = 0; i < 4; i++) this.coder[1] = (this.coder[1]! << 8) | feed.next()
  }

  /** Bytes as they are. */
  put(bytes: Uint8Array): void {
    for (const byte of bytes) this.emit(byte)
  }

  /** Up to `limit` bytes more; fewer only where the stream ends by itself. @throws DamagedMember */
  decode(feed: ByteFeed, limit: number): void {
    let left = limit - this.repeat(limit)
    while (left > 0 && !this.hasEnded) {
      const position = this.produced & this.positionMask
      const place = this.state * POSITION_STATES + position
      if (this.bit(feed, IS_MATCH + place) === 0) {
        this.literal(feed)
        left--
      } else {
        this.match(feed, place, position)
        left -= this.repeat(left)
      }
    }
  }

  /** What was decoded since the last call; a copy. Call it before more than the window holds is decoded. */
  take(): Uint8Array {
    const { window, takenTo, at } = this
    this.takenTo = at
    if (at >= takenTo) return window.slice(takenTo, at)
    const taken = new Uint8Array(window.length - takenTo + at)
    taken.set(window.subarray(takenTo))
    taken.set(window.subarray(0, at), window.length - takenTo)
    return taken
  }

  /** Most that may be decoded between two calls of `take`. */
  get room(): number {
    return Math.min(PIECE_BYTES, Math.max(this.window.length - 1, 1))
  }

  private emit(byte: number): void {
    this.window[this.at++] = byte
    if (this.at === this.window.length) this.at = 0
    if (this.reach < this.window.length) this.reach++
    this.produced = (this.produced + 1) >>> 0
  }

  private back(distance: number): number {
    const from = this.at - distance - 1
    return this.window[from < 0 ? from + this.window.length : from]!
  }

  private literal(feed: ByteFeed): void {
    const before = this.reach > 0 ? this.back(0) : 0
    const { literalContext, literalMask } = this
    const context = ((this.produced & literalMask) << literalContext) + (before >>> (8 - literalContext))
    const base = LITERALS + 0x300 * context
    let symbol = 1
    if (this.state >= 7) {
      let matched = this.back(this.rep0)
      do {
        const expected = (matched >>> 7) & 1
        matched <<= 1
        const bit = this.bit(feed, base + ((1 + expected) << 8) + symbol)
        symbol = (symbol << 1) | bit
        if (expected !== bit) break
      } while (symbol < 0x100)
    }
    while (symbol < 0x100) symbol = (symbol << 1) | this.bit(feed, base + symbol)
    this.emit(symbol & 0xff)
    this.state = this.state < 4 ? 0 : this.state < 10 ? this.state - 3 : this.state - 6
  }

  /** Sets `pending` and `rep0`. */
  private match(feed: ByteFeed, place: number, position: number): void {
    const { state } = this
    if (this.bit(feed, IS_REP + state) === 0) {
      this.rep3 = this.rep2
      this.rep2 = this.rep1
      this.rep1 = this.rep0
      this.pending = this.length(feed, LENGTH, position)
      this.state = state < 7 ? 7 : 10
      this.rep0 = this.distance(feed, this.pending)
      if (this.rep0 === END_MARK) {
        this.pending = 0
        this.hasEnded = true
        return
      }
    } else {
      if (this.reach === 0) throw new DamagedMember(WRONG)
      if (this.bit(feed, IS_REP_0 + state) === 0) {
        if (this.bit(feed, IS_REP_0_LONG + place) === 0) {
          this.state = state < 7 ? 9 : 11
          this.pending = 1
          this.checkDistance()
          return
        }
      } else this.rotate(feed, state)
      this.pending = this.length(feed, REP_LENGTH, position)
      this.state = state < 7 ? 8 : 11
    }
    this.checkDistance()
  }

  private rotate(feed: ByteFeed, state: number): void {
    let distance = this.rep1
    if (this.bit(feed, IS_REP_1 + state) !== 0) {
      distance = this.rep2
      if (this.bit(feed, IS_REP_2 + state) !== 0) {
        distance = this.rep3
        this.rep3 = this.rep2
      }
      this.rep2 = this.rep1
    }
    this.rep1 = this.rep0
    this.rep0 = distance
  }

  private checkDistance(): void {
    if (this.rep0 >= this.reach) throw new DamagedMember(WRONG)
  }

  /** Copies of the match under way as many bytes as are wanted; answers how many. */
  private repeat(limit: number): number {
    const count = Math.min(this.pending, limit)
    for (let i = 0; i < count; i++) this.emit(this.back(this.rep0))
    this.pending -= count
    return count
  }

  private length(feed: ByteFeed, base: number, position: number): number {
    if (this.bit(feed, base) === 0) return SHORTEST_MATCH + this.tree(feed, base + 2 + position * 8, 3)
    const middle = base + 2 + POSITION_STATES * 8
    if (this.bit(feed, base + 1) === 0) return SHORTEST_MATCH + 8 + this.tree(feed, middle + position * 8, 3)
    return SHORTEST_MATCH + 16 + this.tree(feed, middle + POSITION_STATES * 8, 8)
  }

  private distance(feed: ByteFeed, length: number): number {
    const slot = this.tree(feed, SLOTS + Math.min(length - SHORTEST_MATCH, 3) * 64, 6)
    if (slot < 4) return slot
    const direct = (slot >>> 1) - 1
    const high = ((2 | (slot & 1)) << direct) >>> 0
    if (slot < 14) return high + this.reverseTree(feed, DISTANCES + high - slot, direct)
    return high + this.plainBits(feed, direct - 4) * 16 + this.reverseTree(feed, ALIGN, 4)
  }

  private tree(feed: ByteFeed, base: number, count: number): number {
    let symbol = 1
    for (let i = 0; i < count; i++) symbol = (symbol << 1) | this.bit(feed, base + symbol)
    return symbol - (1 << count)
  }

  private reverseTree(feed: ByteFeed, base: number, count: number): number {
    let symbol = 1
    let value = 0
    for (let i = 0; i < count; i++) {
      const bit = this.bit(feed, base + symbol)
      symbol = (symbol << 1) | bit
      value |= bit << i
    }
    return value
  }

  /** Bits that are as likely 0 as 1. */
  private plainBits(feed: ByteFeed, count: number): number {
    const { coder } = this
    let value = 0
    for (let i = 0; i < count; i++) {
      const range = coder[0]! >>> 1
      coder[0] = range
      const bit = coder[1]! >= range ? 1 : 0
      if (bit === 1) coder[1] = coder[1]! - range
      value = value * 2 + bit
      if (range < TOP) this.shift(feed)
    }
    return value
  }

  private bit(feed: ByteFeed, index: number): 0 | 1 {
    const { bits, coder } = this
    const likely = bits[index]!
    const range = coder[0]!
    const code = coder[1]!
    const bound = (range >>> 11) * likely
    if (code < bound) {
      coder[0] = bound
      bits[index] = likely + ((2048 - likely) >>> 5)
      if (bound < TOP) this.shift(feed)
      return 0
    }
    coder[0] = range - bound
    coder[1] = code - bound
    bits[index] = likely - (likely >>> 5)
    if (range - bound < TOP) this.shift(feed)
    return 1
  }

  private shift(feed: ByteFeed): void {
    const { coder } = this
    coder[0] = coder[0]! << 8
    coder[1] = (coder[1]! << 8) | feed.next()
  }
}

const WRONG =
  'Its packed bytes make no sense: the archive is damaged there. What was unpacked before is kept. Get the archive anew if you can.'
