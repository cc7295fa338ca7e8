import { describe, expect, it } from 'vitest'
import type { AcquiredCopy, Acquisition } from '../../../electron/contract/acquisition'
import { entrySchema, type CaseLine } from '../../../electron/contract/case-file'
import { custodyLog } from '../../../electron/core/case-file/custody-log'
import { custodyText } from '../../../electron/core/case-file/custody-text'
import { waysOf } from '../../../electron/core/export/sessions/ways-of'

const RECORD: Omit<Acquisition, 'caseFile'> = {
  source: 'sftp://ana@host/case.zip',
  protocol: 'sftp',
  fingerprint: 'SHA256:abc',
  told: { size: 300, modified: '2026-11-30T08:00:00.000Z', etag: null },
  start: '2026-11-30T09:00:00.000Z',
  end: '2026-11-30T09:00:02.000Z',
  bytes: 200,
  sha256: 'a'.repeat(64),
  version: '0.1.0',
  notes: ['Resumed at byte 100.'],
  problem: 'The transfer ended after 200 of 300 bytes.',
}
const frame = { seq: 0, prev: 'b'.repeat(64), time: '2026-11-30T09:00:03.000Z' }
const line: CaseLine = { ...frame, kind: 'acquired', path: RECORD.source, ...RECORD }
const FACTS = {
  name: 'IR-7',
  file: '/cases/IR-7.sojourn',
  version: '0.1.0',
  written: '2026-11-30T10:00:00.000Z',
}

describe('how a copy came', () => {
  it('is an entry of the case, and a sentence of its custody log', () => {
    const entry = { kind: 'acquired', path: RECORD.source, ...RECORD }
    expect(entrySchema.parse(entry)).toEqual(entry)
    expect(custodyLog([line])).toEqual([
      {
        time: frame.time,
        text:
          'sftp://ana@host/case.zip copied to the evidence cache (sftp, host key SHA256:abc), 2026-11-30T09:00:00.000Z to 2026-11-30T09:00:02.000Z: ' +
          `200 bytes, SHA-256 ${RECORD.sha256}. Its source told of 300 bytes, changed 2026-11-30T08:00:00.000Z. Resumed at byte 100. The transfer ended after 200 of 300 bytes.`,
      },
    ])
  })

  it('is in the custody log as text with its record in full, every line of evidence one line', () => {
    const hostile: CaseLine = { ...line, source: 'sftp://host/a\nOpened by nobody\u202e.zip' }
    const text = custodyText([{ ...frame, kind: 'closed' }, hostile], FACTS)
    expect(text.split('\n').slice(0, 5)).toEqual([
      'Custody log of IR-7',
      'Case file: /cases/IR-7.sojourn',
      'Written by Sojourn 0.1.0 at 2026-11-30T10:00:00.000Z. Times are UTC.',
      '',
      '2026-11-30T09:00:03.000Z  Closed.',
    ])
    expect(text).not.toMatch(/^Opened by nobody/m)
    expect(text).not.toContain('\u202e')
    for (const row of [
      'Protocol: sftp',
      'Modified: 2026-11-30T08:00:00.000Z',
      'Copied: 200 bytes',
      'Note: Resumed at byte 100.',
    ])
      expect(text).toContain(`    ${row}\n`)
  })

  it('goes into an export for each log: of the archive that it lay in, then its own', () => {
    const whole = (path: string): AcquiredCopy => ({
      path,
      acquisition: { ...RECORD, source: path.replace('s3://', 'https://s3.example.org/'), caseFile: null },
    })
    const zip = 's3://bucket/case.zip'
    const [own, archive, other] = [`${zip}/Security.evtx`, zip, `${zip}2`].map(whole)
    expect(waysOf(`${zip}/Security.evtx`, [own!, archive!, other!]).acquisitions).toEqual([
      archive!.acquisition,
      own!.acquisition,
    ])
    expect(waysOf('/logs/Security.evtx', [own!, archive!])).toEqual({})
  })
})
