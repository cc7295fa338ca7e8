import { expect, test } from 'vitest'
import { StringDictionary } from '../../../electron/core/columns/string-dictionary'

/** As in string-dictionary.ts. */
const MAX_PROBES = 64

/** Values that differ in their middle only, which the hash leaves out. */
const colliding = (n: number): Uint8Array => new TextEncoder().encode('a'.repeat(200) + n + 'b'.repeat(200))

test(`of values made to collide ${MAX_PROBES} are found by their bytes, the others are decoded each time; all keep their ids`, () => {
  let decoded = 0
  const dictionary = new StringDictionary((_type, bytes, at, size) => {
    decoded++
    return new TextDecoder().decode(bytes.subarray(at, at + size))
  })
  const idOf = (bytes: Uint8Array): number => dictionary.idOfValue(1, bytes, 0, bytes.length)
  const values = Array.from({ length: 900 }, (_, i) => colliding(100 + i))
  const ids = values.map(idOf)
  expect(new Set(ids).size).toBe(values.length)
  expect(decoded).toBe(values.length)
  decoded = 0
  expect(values.map(idOf)).toEqual(ids)
  expect(decoded).toBe(values.length - MAX_PROBES)
})
