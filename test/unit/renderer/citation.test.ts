import { expect, test } from 'vitest'
import type { EvidenceItem } from '../../../electron/contract/engine'
import type { SourceId } from '../../../electron/contract/ids'
import { unixMsToFileTime } from '../../../electron/core/text/time'
import { citationOf } from '../../../renderer/details/citation'

const ITEM: EvidenceItem = {
  source: 's1' as SourceId,
  path: 'D:\\case\\Security.evtx',
  offset: 4608,
  channel: 'Security',
  recordId: '8896465',
  time: unixMsToFileTime(Date.UTC(2024, 2, 12, 21, 48, 11)),
  eventId: 4647,
  title: 'User initiated logoff',
  role: 'user-logoff',
  recovered: false,
  note: '',
  alsoIn: [],
}

test('a citation names file, record, offset and hash, in UTC', () => {
  const sha256 = 'ab'.repeat(32)
  const lines = citationOf(ITEM, [{ path: ITEM.path, sha256 }]).split('\n')
  expect(lines[0]).toMatch(/^2024-03-12 21:48:11.*UTC.* event 4647 User initiated logoff$/)
  expect(lines.slice(1)).toEqual([
    'File: D:\\case\\Security.evtx',
    'Channel: Security',
    'Record: 8896465',
    'Offset: 4608 (0x1200)',
    `SHA-256: ${sha256}`,
  ])
})

test('what is not known is said, and text from a log stays on its line', () => {
  const hostile = citationOf({ ...ITEM, recovered: true, channel: 'Sec\nurity\u202e' }, [])
  expect(hostile.split('\n')).toHaveLength(6)
  expect(hostile).not.toContain('\u202e')
  expect(hostile).toContain('Record: 8896465 (recovered)')
  expect(hostile).toContain('SHA-256: not known')
})
