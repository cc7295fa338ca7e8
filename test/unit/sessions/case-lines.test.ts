import { describe, expect, it } from 'vitest'
import { CaseLines } from '../../../electron/core/export/case-lines'
import { CaseObjects } from '../../../electron/core/export/json-lines'
import { reconstruct } from '../../../electron/core/sessions/reconstruct'
import { readTable } from '../../fixtures/read-table'
import { locked4800, logoff4634, logon4624, lsm21, unlocked4801 } from '../../fixtures/windows-events'
import { ALICE, at, BOB, boot, files } from './scene'

describe('JSON lines', () => {
  const quoted = { ...BOB, name: 'b"o\\b\u202e\ud800' }
  const table = readTable(
    files([
      ...boot(at('08:00:00'), at('08:00:01')),
      logon4624(at('09:00:00'), { account: ALICE, logonId: 0x51000, logonType: 2 }),
      lsm21(at('09:00:01'), { user: 'DOM\\alice', sessionId: 1, address: 'LOCAL' }),
      locked4800(at('10:00:00'), { account: ALICE, logonId: 0x51000, sessionId: 1 }),
      unlocked4801(at('10:30:00'), { account: ALICE, logonId: 0x51000, sessionId: 1 }),
      logon4624(at('11:00:00'), {
        account: quoted,
        logonId: 0x61000,
        logonType: 3,
        ip: '192.0.2.7',
        port: '5',
      }),
      logoff4634(at('11:00:01'), { account: quoted, logonId: 0x61000, logonType: 3 }),
    ]),
  )
  const found = reconstruct(table)
  const names = { ...found, logonIds: found.logons.map(({ id }) => id) }
  const lines = new CaseLines(table, names)
  const objects = new CaseObjects(table, names)

  it('of logons are what JSON.stringify writes', () => {
    expect(found.logons.length).toBe(2)
    for (const logon of found.logons)
      expect(lines.logon(logon)).toBe(JSON.stringify(objects.logon(logon)) + '\n')
  })

  it('of sessions are what JSON.stringify writes', () => {
    expect(found.sessions.length).toBeGreaterThan(1)
    for (const session of found.sessions)
      expect(lines.session(session)).toBe(JSON.stringify(objects.session(session)) + '\n')
  })
})
