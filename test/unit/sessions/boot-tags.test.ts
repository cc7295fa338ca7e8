import { describe, expect, it } from 'vitest'
import type { EventTable } from '../../../electron/core/columns/event-table'
import { reconstruct } from '../../../electron/core/sessions/reconstruct'
import { LogHost } from '../../fixtures/log-host'
import { readTable } from '../../fixtures/read-table'
import { kernelStart12, logon4624 } from '../../fixtures/windows-events'
import { ALICE, at, BOB, when } from './scene'

/** An export without 4608 and type-0 logons: only the boot tag in ActivityID tells of the restart. */
function taggedLog(): EventTable {
  const host = new LogHost('PC1').tagBoot(at('07:00:00')).tagBoot(at('12:00:00'))
  host.add(
    logon4624(at('08:00:00'), { account: ALICE, logonId: 0x20000, logonType: 2 }),
    logon4624(at('13:00:00'), { account: BOB, logonId: 0x30000, logonType: 2 }),
  )
  return readTable(host.files())
}

describe('boot tag', () => {
  it('splits boots where no record of the start is left', () => {
    const { boots, logons } = reconstruct(taggedLog())
    expect(boots.map(({ id }) => id)).toEqual(['PC1#1', 'PC1#2'])
    expect(logons.map((logon) => [logon.boot, logon.end.reason])).toEqual([
      [0, 'reboot-inferred'],
      [1, 'open-at-end'],
    ])
    expect(when(boots[1]!.start)).toBe('08:00:00 < ? < 13:00:00')
  })

  it('is no proof where the tags alternate, which boots cannot do', () => {
    const host = new LogHost('PC1')
    const tag = (n: number) => `{00000000-0000-0000-000${n}-0000${n}0CBDA01}`
    for (const [i, n] of [1, 2, 1, 2].entries()) {
      host.add(
        logon4624(at(`08:00:0${i}`), {
          account: ALICE,
          logonId: 0x20000 + i * 0x100,
          logonType: 3,
          activityId: tag(n),
        }),
      )
    }
    expect(reconstruct(readTable(host.files())).boots).toHaveLength(1)
  })

  it('tells of the start that the System log shows, where the Security log has a hole around it', () => {
    const host = new LogHost('PC1').tagBoot(at('07:00:00')).tagBoot(at('10:30:00'))
    const lost = { channel: 'Security', after: at('09:00:00'), count: 500n }
    const holed = new LogHost('PC1', { lostIds: [lost] }).tagBoot(at('07:00:00')).tagBoot(at('10:30:00'))
    for (const one of [host, holed]) {
      one.add(
        logon4624(at('08:00:00'), { account: ALICE, logonId: 0x20000, logonType: 2 }),
        kernelStart12(at('09:30:00')),
        kernelStart12(at('10:30:00')),
        logon4624(at('13:00:00'), { account: BOB, logonId: 0x30000, logonType: 2 }),
      )
      const { boots } = reconstruct(readTable(one.files()))
      expect(boots.map(({ start }) => when(start))).toEqual(['? < ? < 08:00:00', '09:30:00', '10:30:00'])
    }
  })
})
