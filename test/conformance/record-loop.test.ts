import { expect, describe, test } from 'vitest'
import { bothWays } from '../fixtures/both-ways'
import { evidenceFile, evidencePresent, referenceFiles } from './evidence'

// The logs are not in the project (licences): where the folder is absent, a line says so.
describe.skipIf(!evidencePresent)('the record loop on real logs', () => {
  test('gives the same bytes as TypeScript: table and XML', () => {
    let records = 0
    let left = 0
    for (const file of referenceFiles()) {
      const both = bothWays(evidenceFile(file))
      expect(both.loop, file).toEqual(both.typescript)
      records += both.records
      left += both.left
    }
    console.log(`${records} records equal; ${left} of them left to TypeScript`)
    expect(left).toBeLessThan(records / 10)
  })
})
