import { describe, expect, it } from 'vitest'
import { reconstruct } from '../../../../electron/core/sessions/reconstruct'
import { durationText } from '../../../../electron/core/text/duration'
import {
  KLEE,
  logoff538,
  logoff551,
  logon528,
  start512,
  terminal68x,
} from '../../../fixtures/evt-writer/legacy-events'
import { readLegacyTable } from '../../../fixtures/evt-writer/read-legacy'
import { writeEvt } from '../../../fixtures/evt-writer/write-evt'
import { at, connections, human, states, when } from '../scene'
import { cited, logonOf, type Scene } from './scenes'

describe('T28 legacy', () => {
  const session = { account: KLEE, logonId: 0x1f3a2 }
  const [office, home] = ['10.1.2.50', '203.0.113.9']
  const table = readLegacyTable([
    {
      name: 'SecEvent.Evt',
      bytes: writeEvt([
        start512(at('07:00:00')),
        logon528(at('08:00:00'), { ...session, logonType: 10, ip: office }),
        terminal68x(at('09:00:00'), 683, { ...session, ip: office }),
        terminal68x(at('09:30:00'), 682, { ...session, client: 'HOME', ip: home }),
        logoff551(at('10:00:00'), session),
        logoff538(at('10:00:03'), { ...session, logonType: 10 }),
      ]).bytes,
    },
  ])
  const played: Scene = { table, found: reconstruct(table) }
  const only = () => human(played.found)[0]!

  it('is one session with a disconnect, ended by the user at 551', () => {
    expect(human(played.found)).toHaveLength(1)
    expect(only()).toMatchObject({ kind: 'rdp', account: 'klee', logonTypes: [10] })
    expect(only().start).toMatchObject({ method: '528', confidence: 'certain' })
    expect(only().end).toMatchObject({ reason: 'user-logoff', confidence: 'certain', method: '551' })
    expect([when(only().start), when(only().end)]).toEqual(['08:00:00', '10:00:00'])
    expect(states(only())).toEqual([
      'active 08:00:00-09:00:00',
      'disconnected 09:00:00-09:30:00',
      'active 09:30:00-10:00:00',
    ])
    expect(durationText(only())).toBe('2:00:00')
    expect(only().wallMs! - only().useMs!).toBe(30 * 60_000)
  })

  it('was used from two places, with the records of the case as evidence', () => {
    expect(connections(only())).toEqual([
      `${office} LAPTOP 08:00:00-09:00:00`,
      `${home} HOME 09:30:00-10:00:00`,
    ])
    expect(cited(played, only().evidence)).toEqual([
      '528@08:00:00 start',
      '683@09:00:00 disconnected',
      '682@09:30:00 reconnected',
      '551@10:00:00 user-logoff',
      '538@10:00:03 end',
    ])
  })

  it('reads the logon ID of two halves in text', () => {
    expect(logonOf(played, 0x1f3a2).linkedLogonId).toBeNull()
    expect(logonOf(played, 0x1f3a2).tokenReleased).not.toBeNull()
  })
})
