import { expect, test } from 'vitest'
import { hashId } from '../../../electron/core/sessions/hash-id'
import { IdSet } from '../../../electron/core/sessions/id-set'

test('ids are new once, however many there are and whatever they look like', () => {
  const set = new IdSet()
  const ids = Array.from({ length: 20_000 }, (_, i) => hashId('logon', String(i)))
  // One half 0, all 0, alike but for one half, and what is no such id.
  const odd = [
    '0000000000000001',
    '0000000100000000',
    '0000000000000000',
    '',
    '1',
    '000000000000000G',
    '00000000000000010',
  ]
  for (const id of [...ids, ...odd]) expect(set.add(id)).toBe(true)
  for (const id of [...ids, ...odd]) expect(set.add(id)).toBe(false)
})
