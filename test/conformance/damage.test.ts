import { describe, expect, test } from 'vitest'
import { ChunkReader } from '../../electron/core/evtx/chunk-reader'
import { readEvent, type Event } from '../../electron/core/evtx/event'
import { RecoveryPass } from '../../electron/worker/recovery-pass'
import { isIncomplete } from '../../electron/worker/source-progress'
import { recoverEvents } from '../fixtures/recovery'
import { templateIds } from '../fixtures/template-ids'
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

// The logs are not in the project (licences): where the folder is absent, a line says so.
describe.skipIf(!evidencePresent)('damaged logs with recovery', () => {
  const table = ['variant               readable recovered      lost']
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
    const { seen, damaged, skipped } = states[0]!.records
    const counts = [found.length - recovered.length, recovered.length, damage.total_records - ids.size]
    const ends = isIncomplete(states[0]!) ? 'incomplete' : 'complete'
    const variant = damage.file.slice('DMG-1_'.length, -'.evtx'.length)
    table.push([variant.padEnd(20), ...counts.map((count) => String(count).padStart(9))].join(' '))
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
    console.log(table.join('\n'))
    expect(cases.map(({ file }) => file.slice('DMG-1_'.length, -'.evtx'.length)).sort()).toEqual(
      Object.keys(COUNTS).sort(),
    )
  })

  test('slack of all real logs', { timeout: 240_000 }, async () => {
    const found = await recoverSlack(referenceFiles())
    const { recovered, own, borrowed, none, duplicates } = found.counts
    // A record of elements, without templates, carries its names itself.
    const known = found.named.filter(({ ids }) => ids !== '' && found.liveNames.has(ids))
    const foreign = known.filter(({ ids, names }) =>
      names.some((name) => !found.liveNames.get(ids)!.has(name)),
    )
    console.log(
      `${recovered} recovered: ${own} by own definitions, ${borrowed} by borrowed ones, ${none} without names; ${duplicates} copies dropped\n` +
        `${known.length} of ${found.named.length} with names have templates of live records, ${foreign.length} of them names that those have not`,
    )
    expect(own + borrowed + none).toBe(recovered)
    expect(own).toBeGreaterThan(100)
    expect(borrowed).toBeGreaterThan(100)
    expect(found.named.length).toBe(own + borrowed)
    expect(known.length).toBeGreaterThan(100)
    expect(foreign).toEqual([])
    // Without names there are no names: nothing was taken from a definition that may be another's.
    expect(found.unnamed.flatMap(({ data }) => data).filter(([name]) => name !== null)).toEqual([])
  })
})

interface Named {
  /** Ids of its templates by the bytes alone. */
  readonly ids: string
  /** Names that recovery gave its values. */
  readonly names: readonly string[]
}

/** What is left over in logs, and the names that live records with the same template ids give their values. */
async function recoverSlack(files: readonly string[]) {
  const pass = new RecoveryPass()
  const { signal } = new AbortController()
  const sources = files.toSorted().map((file) => ({ path: evidencePath(file), shown: file }))
  for (const source of sources) await pass.collect(source, signal)
  const reader = new ChunkReader()
  const liveNames = new Map<string, Set<string>>()
  const named: Named[] = []
  const unnamed: Event[] = []
  const counts = { recovered: 0, own: 0, borrowed: 0, none: 0, duplicates: 0 }
  const namesOf = ({ data }: Event): string[] => data.map(([name]) => name ?? '')
  for (const source of sources) {
    const result = await pass.recover(source, signal, {
      live: (offset, chunk, noCrc) =>
        reader.eachRecord(chunk, offset, noCrc, (at, size) => {
          const event = readEvent(reader.fragments, at, at + size)
          const ids = templateIds(chunk, at) ?? ''
          const known = liveNames.get(ids) ?? new Set()
          for (const name of namesOf(event)) known.add(name)
          liveNames.set(ids, known)
        }),
      recovered: ({ event, reader: { chunk }, at }) => {
        if (event.recovery.template === 'none') unnamed.push(event)
        else named.push({ ids: templateIds(chunk, at) ?? '', names: namesOf(event) })
      },
    })
    for (const key of Object.keys(counts) as (keyof typeof counts)[]) counts[key] += result.counts[key]
  }
  return { counts, named, unnamed, liveNames }
}
