import { expect, test } from 'vitest'
import { legacyChannel } from '../../../electron/core/events/legacy-channel'
import { legacyRow } from '../../../electron/core/events/legacy-values'
import { MAX_EVT_PROBLEMS } from '../../../electron/core/evt/layout'
import { KLEE, logoff538, logoff551, logon528 } from '../../fixtures/evt-writer/legacy-events'
import { readLegacy } from '../../fixtures/evt-writer/read-legacy'
import { writeEvt } from '../../fixtures/evt-writer/write-evt'

const FILES = 2000
const SEED = 20050601
/** A file takes under a millisecond; a loop that does not end takes for ever. */
const SLOWEST_MS = 2000

/** Repeatable numbers in [0, below). */
function randomNumbers(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}

/** A guard around the bytes: what is read outside them is not there. */
function guarded(bytes: Uint8Array): Uint8Array {
  const larger = new Uint8Array(bytes.length + 256).fill(0xaa)
  larger.set(bytes, 128)
  return larger.subarray(128, 128 + bytes.length)
}

const STORY = Array.from({ length: 12 }, (_, i) => {
  const desk = { account: KLEE, logonId: 0x1000 + i }
  const time = (minute: number): string => new Date(Date.UTC(2005, 5, 1, i, minute)).toISOString()
  return [logon528(time(0), desk), logoff551(time(30), desk), logoff538(time(31), desk)]
}).flat()

test(`${FILES} changed files are read to an end, without a throw, and every count adds up`, () => {
  const random = randomNumbers(SEED)
  const bases = [
    writeEvt(STORY),
    writeEvt(STORY, { fileSize: 4000 }),
    writeEvt(STORY, { fileSize: 4004, dirty: true }),
  ]
  for (let i = 0; i < FILES; i++) {
    const bytes = change(bases[i % bases.length]!.bytes, random)
    const started = performance.now()
    const { found, live, stale } = readLegacy(guarded(bytes))
    const channel = legacyChannel(bytes, 'SecEvent.Evt')
    for (const record of [...live, ...stale]) legacyRow(record, channel)
    expect(performance.now() - started, `file ${i}`).toBeLessThan(SLOWEST_MS)
    expect(found.problems.length).toBeLessThanOrEqual(MAX_EVT_PROBLEMS)
    expect(found.problemCount, `file ${i}`).toBe(found.live.torn.size + found.skipped)
    expect(found.live.offsets.length, `file ${i}`).toBe(live.length)
    for (const { offsets, sizes } of [found.live, found.stale]) {
      expect(offsets, `file ${i}`).toEqual(offsets.toSorted((a, b) => a - b))
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(bytes.length)
    }
  }
})

/** One to eight changes: bits, words, lies of length, splices, a cut. */
function change(base: Uint8Array, random: (below: number) => number): Uint8Array {
  let bytes = base.slice()
  const view = new DataView(bytes.buffer)
  for (let n = 1 + random(8); n > 0; n--) {
    const at = random(bytes.length - 4)
    const word = at & ~3
    const kind = random(6)
    if (kind === 0) bytes[at]! ^= 1 << random(8)
    else if (kind === 1) view.setUint32(word, random(2 ** 32), true)
    else if (kind === 2) view.setUint32(word, [0, 0x28, 0x30, 0x38, 0x654c664c, 0xffffffff][random(6)]!, true)
    else if (kind === 3) view.setUint32(word, random(bytes.length + 64), true)
    else if (kind === 4) bytes.copyWithin(word, random(bytes.length) & ~3, random(bytes.length))
    else bytes.fill(random(2) * 0xff, at, at + random(600))
  }
  if (random(4) === 0) bytes = bytes.slice(0, random(bytes.length))
  return bytes
}
