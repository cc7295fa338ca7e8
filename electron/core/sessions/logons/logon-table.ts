/** Logons while they are gathered: exact keys in an open-addressing table, every fact a 32-bit number. */

/** Columns of one logon, in the order they lie in memory. Rows are family rows, -1 = none; texts are string ids. */
export const LOGON = {
  boot: 0,
  /** Halves of the logon ID. */
  low: 1,
  high: 2,
  firstRow: 3,
  lastRow: 4,
  startRow: 5,
  userLogoffRow: 6,
  logoffRow: 7,
  releaseRow: 8,
  adminRow: 9,
  processRow: 10,
  clearedRow: 11,
  sid: 12,
  account: 13,
  domain: 14,
  /** -1 = not known. */
  logonType: 15,
  /** Ends of its chain of evidence. */
  firstLink: 16,
  lastLink: 17,
  /** How many lock, screen saver and connection records it has. */
  marks: 18,
  /** 1: its logon ID was given out again in the same boot. */
  closed: 19,
} as const
const WIDTH = 20
/** About so many records name the same logon ID: start, groups, privileges, end. */
const RECORDS_A_LOGON = 4
const FEWEST_SLOTS = 1024

export class LogonTable {
  /** Facts of all logons, `WIDTH` numbers each; `find` and `place` give the first one's index. */
  data: Int32Array
  length = 0
  /** By boot: how many logons there are up to its end. */
  readonly bootEnds: number[] = []
  linkRow: Int32Array
  linkRole: Uint8Array
  private linkNext: Int32Array
  private links = 0
  /** Number of a logon plus one; 0 = free. */
  private slots: Int32Array

  /** @param records how many records will be looked at; it grows where they name more */
  constructor(records: number) {
    let slots = FEWEST_SLOTS
    while (slots * RECORDS_A_LOGON < records * 2) slots *= 2
    this.slots = new Int32Array(slots)
    this.data = new Int32Array((slots / 2) * WIDTH)
    this.linkRow = new Int32Array(slots * 2)
    this.linkRole = new Uint8Array(slots * 2)
    this.linkNext = new Int32Array(slots * 2)
  }

  /** Index of a logon's facts by its number in order of first mention. */
  place(logon: number): number {
    return logon * WIDTH
  }

  /** Index of the facts of a boot's logon ID; `row` is its first mention if it is new. */
  find(boot: number, low: number, high: number, row: number): number {
    const mask = this.slots.length - 1
    let slot = hash(boot, low, high) & mask
    for (;;) {
      const logon = this.slots[slot]!
      if (logon === 0) return this.add(slot, boot, low, high, row)
      const at = (logon - 1) * WIDTH
      const { data } = this
      const same =
        data[at + LOGON.low] === low && data[at + LOGON.boot] === boot && data[at + LOGON.high] === high
      if (same && data[at + LOGON.closed] !== 1) return at
      slot = (slot + 1) & mask
    }
  }

  /** From here on the logon ID is another logon's. */
  close(at: number): void {
    this.data[at + LOGON.closed] = 1
  }

  /** Adds a record to a logon's evidence. */
  link(at: number, row: number, role: number): void {
    if (this.links === this.linkRow.length) this.growLinks()
    const link = this.links++
    this.linkRow[link] = row
    this.linkRole[link] = role
    this.linkNext[link] = -1
    const last = this.data[at + LOGON.lastLink]!
    if (last < 0) this.data[at + LOGON.firstLink] = link
    else this.linkNext[last] = link
    this.data[at + LOGON.lastLink] = link
  }

  /** The next link of the same logon, -1 at the end. */
  nextLink(link: number): number {
    return this.linkNext[link]!
  }

  private add(slot: number, boot: number, low: number, high: number, row: number): number {
    const at = this.length * WIDTH
    if (at === this.data.length) {
      const wider = new Int32Array(this.data.length * 2)
      wider.set(this.data)
      this.data = wider
    }
    const { data } = this
    data.fill(-1, at, at + WIDTH)
    data[at + LOGON.boot] = boot
    data[at + LOGON.low] = low
    data[at + LOGON.high] = high
    data[at + LOGON.firstRow] = data[at + LOGON.lastRow] = row
    data[at + LOGON.sid] = data[at + LOGON.account] = data[at + LOGON.domain] = data[at + LOGON.marks] = 0
    this.slots[slot] = ++this.length
    if (this.length * 2 > this.slots.length) this.growSlots()
    return at
  }

  private growSlots(): void {
    const slots = new Int32Array(this.slots.length * 2)
    const mask = slots.length - 1
    for (let logon = 0; logon < this.length; logon++) {
      const at = logon * WIDTH
      let slot =
        hash(this.data[at + LOGON.boot]!, this.data[at + LOGON.low]!, this.data[at + LOGON.high]!) & mask
      while (slots[slot] !== 0) slot = (slot + 1) & mask
      slots[slot] = logon + 1
    }
    this.slots = slots
  }

  private growLinks(): void {
    const { linkRow, linkRole, linkNext } = this
    this.linkRow = new Int32Array(linkRow.length * 2)
    this.linkRow.set(linkRow)
    this.linkRole = new Uint8Array(linkRole.length * 2)
    this.linkRole.set(linkRole)
    this.linkNext = new Int32Array(linkNext.length * 2)
    this.linkNext.set(linkNext)
  }
}

/** Mixes all bits down: logon IDs of one boot are multiples of small steps, and evidence is hostile. */
function hash(boot: number, low: number, high: number): number {
  let mixed = Math.imul(low ^ Math.imul(boot + 1, 0x9e3779b1), 0x85ebca6b) ^ Math.imul(high, 0xc2b2ae35)
  mixed ^= mixed >>> 15
  mixed = Math.imul(mixed, 0x2c1b3c6d)
  return mixed ^ (mixed >>> 13)
}
