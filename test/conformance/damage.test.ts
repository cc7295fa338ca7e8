import { describe, expect, test } from 'vitest'
import { isIncomplete } from '../../electron/worker/source-progress'
import { recoverEvents } from '../fixtures/recovery'
import { evidenceFile, evidencePath, evidencePresent, referenceFiles } from './evidence'

interface Damage {
  readonly file: string
  readonly total_records: number
  readonly readable_by_normal_walk: number
  readonly additionally_recoverable: readonly number[]
  readonly lost: readonly number[]
}

const FIRST_ID = 67_669
/** The overwritten definition's own record: its note says that it comes back where its inline definition is skipped by its size. */
const ALSO_RECOVERABLE = 67_911

/** By variant: records read as live, recovered and lost, of 563; the seen, damaged and skipped of the normal walk; whether the command line ends with 0 or 2. */
const COUNTS: Readonly<Record<string, readonly (number | string)[]>> = {
  dirty_header: [563, 0, 0, 563, 0, 0, 'complete'],
  header_wiped: [563, 0, 0, 563, 0, 0, 'complete'],
  chunk_magic: [443, 120, 0, 444, 0, 1, 'incomplete'],
  rec_sizecopy: [563, 0, 0, 563, 0, 0, 'complete'],
  zero_block: [550, 7, 6, 559, 8, 1, 'incomplete'],
  template_overwritten: [521, 42, 0, 563, 42, 0, 'incomplete'],
  truncated: [519, 0, 44, 520, 0, 1, 'incomplete'],
  slack_records: [548, 15, 0, 548, 0, 0, 'complete'],
  bitflip: [563, 0, 0, 563, 0, 0, 'complete'],
  zero_size: [563, 0, 0, 563, 0, 0, 'complete'],
  embedded: [0, 563, 0, 0, 0, 0, 'complete'],
  free_offset_wild: [563, 0, 0, 563, 0, 0, 'complete'],
}

describe.skipIf(!evidencePresent)('damaged logs with recovery', () => {
  const cases = evidencePresent
    ? (JSON.parse(evidenceFile('synthetic/damaged/DMG-1_damage.json').toString()) as Damage[])
    : []
  test.each(cases)('$file: every readable and every recoverable record, nothing else', async (damage) => {
    const { lines, states } = await recoverEvents([evidencePath(`synthetic/damaged/${damage.file}`)])
    const found = lines
      .filter(({ status }) => status !== 'damaged')
      .map((line) => Number(line.headerRecordId))
    const recovered = lines.filter(({ status }) => status === 'recovered')
    const ids = new Set(found)
    console.log(
      `${damage.file.padEnd(34)} readable ${String(found.length - recovered.length).padStart(3)}, recovered ${String(recovered.length).padStart(3)}, lost ${damage.total_records - ids.size}`,
    )
    const { seen, damaged, skipped } = states[0]!.records
    const counts = [found.length - recovered.length, recovered.length, damage.total_records - ids.size]
    const ends = isIncomplete(states[0]!) ? 'incomplete' : 'complete'
    const variant = damage.file.slice('DMG-1_'.length, -'.evtx'.length)
    expect([...counts, seen, damaged, skipped, ends]).toEqual(COUNTS[variant])
    expect(ids.size).toBe(found.length)
    expect(damage.additionally_recoverable.filter((id) => !ids.has(id))).toEqual([])
    const isWrong = (id: number): boolean =>
      id < FIRST_ID || id >= FIRST_ID + damage.total_records || damage.lost.includes(id)
    expect(found.filter(isWrong)).toEqual([])
    const known = damage.readable_by_normal_walk + damage.additionally_recoverable.length
    const own = damage.file.includes('template_overwritten') && ids.has(ALSO_RECOVERABLE) ? 1 : 0
    expect(ids.size).toBe(known + own)
    expect(recovered.every(({ recovery, recordId }) => recovery !== null && recordId !== null)).toBe(true)
  })

  test('the table names every variant', () => {
    expect(cases.map(({ file }) => file.slice('DMG-1_'.length, -'.evtx'.length)).sort()).toEqual(
      Object.keys(COUNTS).sort(),
    )
  })

  test('slack of all real logs', { timeout: 120_000 }, async () => {
    const { lines, states } = await recoverEvents(referenceFiles().map((file) => evidencePath(file)))
    const recovered = lines.filter(({ status }) => status === 'recovered')
    const by = (template: string): number =>
      recovered.filter(({ recovery }) => recovery?.template === template).length
    const duplicates = states.reduce((sum, { recovery }) => sum + (recovery?.duplicates ?? 0), 0)
    const named = recovered.filter(({ recovery }) => recovery?.template !== 'none')
    const sameId = named.filter((line) => line.recordId === line.headerRecordId).length
    console.log(
      `${recovered.length} recovered: ${by('own')} by own definitions, ${by('borrowed')} by borrowed ones, ${by('none')} without names; ${duplicates} copies dropped; ${sameId} of ${named.length} with equal ids`,
    )
    expect(by('own') + by('borrowed') + by('none')).toBe(recovered.length)
    expect(by('own')).toBeGreaterThan(100)
    expect(by('borrowed')).toBeGreaterThan(100)
    // Without names there are no names: nothing was taken from a definition that may be another's.
    const unnamed = recovered.filter(({ recovery }) => recovery?.template === 'none')
    expect(unnamed.flatMap(({ data }) => data).filter(([name]) => name !== null)).toEqual([])
  })
})
