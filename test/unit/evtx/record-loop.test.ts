import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { bothWays } from '../../fixtures/both-ways'
import { mutated } from '../../fixtures/mutate'

const SAMPLE = path.resolve(import.meta.dirname, '../../../assets/sample')

function sampleLogs(): { name: string; bytes: Uint8Array }[] {
  return readdirSync(SAMPLE, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.evtx'))
    .map((name) => ({ name, bytes: readFileSync(path.join(SAMPLE, name)) }))
}

test('the record loop and TypeScript give the same table and the same XML for the sample case', () => {
  for (const { name, bytes } of sampleLogs()) {
    const { loop, typescript } = bothWays(bytes)
    expect(loop, name).toEqual(typescript)
  }
})

test('the record loop takes nearly all records itself', () => {
  const counts = sampleLogs().map(({ bytes }) => bothWays(bytes))
  const records = counts.reduce((total, count) => total + count.records, 0)
  const left = counts.reduce((total, count) => total + count.left, 0)
  expect(left).toBeLessThan(records / 20)
})

test('both give the same for chunks with random damage', () => {
  const logs = sampleLogs()
  for (let seed = 1; seed <= 150; seed++) {
    const { name, bytes } = logs[seed % logs.length]!
    const { loop, typescript } = bothWays(mutated(bytes, seed))
    expect(loop, `${name}, seed ${seed}`).toEqual(typescript)
  }
})
