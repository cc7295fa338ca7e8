import { expect, test } from 'vitest'
import type { SourceRange, SourceState } from '../../../electron/contract/engine'
import type { SourceId } from '../../../electron/contract/ids'
import { damageLines } from '../../../electron/core/export/damage-lines'

const range = (from: number): SourceRange => {
  return { from, to: from + 136, state: 'damaged-record', what: 'value runs out\nof the record' }
}

function source(change: Partial<SourceState>): SourceState {
  return {
    source: 'one' as SourceId,
    path: 'logs/Security.evtx',
    name: 'Security.evtx',
    size: 1e6,
    bytesRead: 1e6,
    status: 'done',
    sha256: null,
    records: { seen: 103, decoded: 100, damaged: 2, skipped: 1 },
    chunks: { ok: 4, damaged: 0, empty: 0 },
    format: 'evtx',
    localTimes: null,
    recovery: null,
    ranges: { shown: [], more: 0 },
    truncated: false,
    mbPerSecond: 0,
    message: '',
    warnings: [],
    ...change,
  }
}

test('a source without damage has no lines', () => {
  expect([...damageLines([source({})])]).toEqual([])
})

test('counts add up, ranges are bounded, text of the file stays one line', () => {
  const shown = Array.from({ length: 25 }, (_, i) => range(69_632 + i * 1000))
  const lines = [...damageLines([source({}), source({ ranges: { shown, more: 7 } })])]
  expect(lines[0]).toBe('\nlogs/Security.evtx: 103 records seen = 100 decoded + 2 damaged + 1 skipped\n')
  expect(lines[1]).toMatch(
    /^ {2}Damaged record {4}bytes 69632 to 69767 \(0x11000 to 0x11087\): value runs out.+of/,
  )
  expect(lines[1]!.indexOf('\n')).toBe(lines[1]!.length - 1)
  expect(lines).toHaveLength(22)
  expect(lines.at(-1)).toBe('  and 12 more\n')
})

test('recovered records stand beside the live ones', () => {
  const carvedChunks = { ok: 1, damaged: 0 }
  const recovery = { recovered: 7, own: 4, borrowed: 2, none: 1, duplicates: 5, carvedChunks }
  const [head] = damageLines([source({ recovery, ranges: { shown: [range(4096)], more: 0 } })])
  expect(head).toContain(
    'skipped; beside them 7 recovered (4 by own templates, 2 by borrowed ones, 1 without names), 5 dropped as already there',
  )
})
