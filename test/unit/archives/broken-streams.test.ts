/** What a broken stream gives before it is told that it is broken: everything that unpacks. */
import { constants, deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { inflated } from '../../../electron/worker/archives/inflated'
import { gunzipped } from '../../../electron/worker/archives/open-gzip'
import { soundLog } from '../../fixtures/bad-input'

const LOG = soundLog(300)
/** Neither in the first piece of what is unpacked nor at the end of one. */
const DATA = Buffer.from(LOG.subarray(0, 200_003))
/** A block of a kind that there is not. */
const NO_BLOCK = Buffer.from([7])

function* pieces(bytes: Uint8Array, length: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += length) yield bytes.subarray(at, at + length)
}

async function outcome(unpacked: AsyncIterable<Uint8Array>): Promise<{ bytes: Buffer; why: string }> {
  const parts: Uint8Array[] = []
  try {
    for await (const part of unpacked) parts.push(Buffer.from(part))
    return { bytes: Buffer.concat(parts), why: '' }
  } catch (error) {
    return { bytes: Buffer.concat(parts), why: (error as Error).message }
  }
}

/** Deflate of DATA that could go on. */
const open = (): Buffer => deflateRawSync(DATA, { finishFlush: constants.Z_SYNC_FLUSH })

describe('deflate', () => {
  test.each([1000, 4099, 10 ** 6])(
    'that breaks gives every byte before it, in pieces of %i',
    async (length) => {
      const broken = Buffer.concat([open(), NO_BLOCK, Buffer.alloc(300_000, 1)])
      let asked = 0
      const again = (): Generator<Uint8Array> => {
        asked++
        return pieces(broken, length)
      }
      const { bytes, why } = await outcome(inflated(again, broken.length))
      expect([bytes.equals(DATA), asked]).toEqual([true, 3])
      expect(why).toContain('damaged or cut off')
    },
  )

  test('that is cut off gives every byte that unpacks, and is read once', async () => {
    let asked = 0
    const again = (): Generator<Uint8Array> => {
      asked++
      return pieces(open(), 1000)
    }
    const { bytes, why } = await outcome(inflated(again, 1))
    expect([bytes.equals(DATA), asked]).toEqual([true, 1])
    expect(why).toContain('damaged or cut off')
  })

  test('that breaks behind more than is read again loses no more than a piece', async () => {
    const broken = Buffer.concat([open(), NO_BLOCK])
    const sound = open().length
    for (const [most, times] of [
      [sound + 1, 3],
      [1000, 1],
    ] as const) {
      let asked = 0
      const again = (): Generator<Uint8Array> => {
        asked++
        return pieces(broken, 1000)
      }
      const { bytes, why } = await outcome(inflated(again, broken.length, most))
      expect([asked, why]).toEqual([times, expect.stringContaining('damaged or cut off')])
      expect(bytes.equals(DATA.subarray(0, bytes.length))).toBe(true)
      expect(bytes.length).toBeGreaterThan(DATA.length - 65_537)
    }
  })

  test('whose bytes cannot be read is not read again', async () => {
    let asked = 0
    async function* failing(): AsyncGenerator<Uint8Array> {
      asked++
      yield open().subarray(0, 5000)
      await Promise.reject(new Error('EIO'))
    }
    const { why } = await outcome(inflated(failing, 1))
    expect([asked, why]).toEqual([1, expect.stringContaining('damaged or cut off')])
  })
})

/** A header with all that it may have. */
function adorned(bytes: Buffer): Buffer {
  const head = Buffer.from(bytes.subarray(0, 10))
  head[3] = 2 + 4 + 8 + 16
  const extra = Buffer.from([5, 0, 1, 2, 3, 4, 5])
  return Buffer.concat([head, extra, Buffer.from('name\0comment\0'), Buffer.alloc(2), bytes.subarray(10)])
}

describe('gzip', () => {
  const PACKED = gzipSync(DATA)
  const LENGTHS = [1, 7, 4096, 10 ** 6]

  test.each<[string, Buffer, Buffer]>([
    ['one member', PACKED, DATA],
    ['several members', Buffer.concat([PACKED, gzipSync(''), adorned(PACKED)]), Buffer.concat([DATA, DATA])],
    ['all that a header may have', adorned(PACKED), DATA],
    ['zeros behind it', Buffer.concat([PACKED, Buffer.alloc(1000)]), DATA],
    ['nothing in it', gzipSync(''), Buffer.alloc(0)],
  ])('with %s is read whole, in whatever pieces it comes', async (_name, packed, data) => {
    for (const length of LENGTHS) {
      const { bytes, why } = await outcome(gunzipped(pieces(packed, length)))
      expect([length, bytes.equals(data), why]).toEqual([length, true, ''])
    }
  })

  const changed = (at: number, to: number): Buffer => {
    const copy = Buffer.from(PACKED)
    copy[(at + copy.length) % copy.length] = to
    return copy
  }

  test.each<[string, Buffer, string]>([
    ['a wrong checksum', changed(-5, PACKED.at(-5) ^ 1), 'checksum (CRC-32) or length'],
    ['a wrong length', changed(-1, 9), 'checksum (CRC-32) or length'],
    ['no whole trailer', PACKED.subarray(0, -3), 'damaged or cut off'],
    ['no trailer', PACKED.subarray(0, -8), 'damaged or cut off'],
    ['something else behind it', Buffer.concat([PACKED, Buffer.from('something')]), 'damaged or cut off'],
    ['half a header behind it', Buffer.concat([PACKED, PACKED.subarray(0, 5)]), 'damaged or cut off'],
  ])('with %s gives every byte, then a sentence', async (_name, packed, sentence) => {
    for (const length of LENGTHS) {
      const { bytes, why } = await outcome(gunzipped(pieces(packed, length)))
      expect([length, bytes.equals(DATA), why]).toEqual([length, true, expect.stringContaining(sentence)])
    }
  })

  test.each<[string, Buffer]>([
    ['another method', changed(2, 7)],
    ['flags that mean nothing', changed(3, 0x20)],
    ['a name without end', Buffer.concat([changed(3, 8).subarray(0, 10), Buffer.alloc(10 ** 6, 65)])],
    ['a header that is cut off', PACKED.subarray(0, 9)],
    ['a name that is cut off', Buffer.concat([changed(3, 8).subarray(0, 10), Buffer.from('name')])],
    ['extra bytes that are cut off', Buffer.concat([changed(3, 4).subarray(0, 10), Buffer.from([255])])],
  ])('with %s gives nothing', async (_name, packed) => {
    for (const length of LENGTHS.slice(1)) {
      const { bytes, why } = await outcome(gunzipped(pieces(packed, length)))
      expect([bytes.length, why]).toEqual([0, expect.stringContaining('damaged or cut off')])
    }
  })

  test('whose bytes cannot be read says why', async () => {
    async function* failing(): AsyncGenerator<Uint8Array> {
      yield PACKED.subarray(0, 5000)
      await Promise.reject(new Error('EIO'))
    }
    expect((await outcome(gunzipped(failing()))).why).toContain('damaged or cut off')
  })
})
