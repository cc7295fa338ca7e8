import fs from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { failureOf, InputMaker, runCampaign } from './campaign'
import { Consumers } from './consumers'

/** Chunks that once failed, with as many bytes as possible set to zero. */
const KEPT = path.join(import.meta.dirname, 'failures')
const COUNT = 2000
const SEED = 'npm-test'

describe('mutated chunks', () => {
  test(
    `${COUNT} of them are read by everyone alike, within bounds of time and memory`,
    { timeout: 300_000 },
    () => {
      const summary = runCampaign({ seed: SEED, count: COUNT, seconds: 280, useEvidence: false })
      expect(summary.failures.map(({ index, reason }) => `${index}: ${reason}`)).toEqual([])
      expect(summary.records).toBeGreaterThan(COUNT)
      expect(summary.damaged).toBeGreaterThan(COUNT / 10)
    },
  )

  test('a seed gives the same chunks whatever was made before', () => {
    const maker = new InputMaker(SEED, false)
    maker.make(3)
    expect(maker.make(17)).toEqual(new InputMaker(SEED, false).make(17))
  })
})

describe('chunks that failed before', () => {
  test.each(fs.readdirSync(KEPT).filter((name) => name.endsWith('.chunk')))('%s', (name) => {
    const chunk = new Uint8Array(fs.readFileSync(path.join(KEPT, name)))
    for (const noCrc of [false, true]) expect(failureOf(new Consumers(), { chunk, noCrc })).toBeNull()
  })
})
