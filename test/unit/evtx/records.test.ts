import { describe, expect, test } from 'vitest'
import * as v from '../../fixtures/evtx-writer/values'
import { attribute, element, textPart } from '../../fixtures/evtx-writer/xml-node'
import type { FixtureRecord } from '../../fixtures/evtx-writer/fixture-record'
import { writeEvtx } from '../../fixtures/evtx-writer/write-evtx'
import { readEvents, readXml } from '../../fixtures/read-events'
import { readTable } from '../../fixtures/read-table'

const base: FixtureRecord = {
  provider: 'Microsoft-Windows-Security-Auditing',
  providerGuid: '{54849625-5478-4994-a5ba-3e3b0328c30d}',
  channel: 'Security',
  computer: 'pc1.example.test',
  eventId: 4647,
  time: '2024-03-12T10:00:00.1234567Z',
  body: {
    kind: 'named',
    data: [
      ['TargetUserName', v.text('alice')],
      ['TargetLogonId', v.hex64(0x5a001n)],
    ],
  },
}

describe('records', () => {
  test('System fields, header and event record ids that differ', () => {
    const [event] = readEvents(
      writeEvtx([
        {
          ...base,
          recordId: 506_570n,
          headerRecordId: 12n,
          written: '2024-03-12T10:00:01.0000000Z',
          userSid: 'S-1-5-18',
          activityId: '{32b63c09-013b-0000-373c-b6323b01d701}',
        },
      ]),
    ).events
    expect(event).toMatchObject({
      headerRecordId: '12',
      recordId: '506570',
      timeCreated: '2024-03-12T10:00:00.1234567Z',
      written: '2024-03-12T10:00:01.0000000Z',
      eventId: 4647,
      provider: 'Microsoft-Windows-Security-Auditing',
      channel: 'Security',
      computer: 'pc1.example.test',
      userSid: 'S-1-5-18',
      activityId: '{32b63c09-013b-0000-373c-b6323b01d701}',
      kind: 'EventData',
      status: 'live',
    })
  })

  test.each(['manifest', 'literal', 'classic', 'text'] as const)(
    'the %s way of writing System fills the same columns',
    (style) => {
      const table = readTable([{ name: 'a', bytes: writeEvtx([{ ...base, style }]) }])
      const { records, family, strings } = table
      expect(records.length).toBe(1)
      expect(strings[records.provider[0]!]).toBe(base.provider)
      expect(strings[records.computer[0]!]).toBe('pc1.example.test')
      expect(records.eventId[0]).toBe(4647)
      expect(strings[family.targetUser[0]!]).toBe('alice')
      expect(family.targetLogonId[0]).toBe(0x5a001n)
    },
  )

  test('the boot tag of an ActivityID is kept, an implausible one is not', () => {
    const tagged = { ...base, activityId: '{32b63c09-013b-0000-373c-b6323b01d701}' }
    const random = { ...base, activityId: '{f4205bac-1b01-40fc-aeef-3c971c730000}' }
    const table = readTable([{ name: 'a', bytes: writeEvtx([tagged, random]) }])
    expect([...table.records.bootTag]).toEqual([0x01d7013b32b63c37n, 0n])
  })

  test('UserData is a list of paths', () => {
    const lsm: FixtureRecord = {
      ...base,
      provider: 'Microsoft-Windows-TerminalServices-LocalSessionManager',
      eventId: 21,
      channel: 'Microsoft-Windows-TerminalServices-LocalSessionManager/Operational',
      body: {
        kind: 'userData',
        root: {
          name: 'EventXML',
          attributes: { xmlns: 'Event_NS' },
          children: [
            { name: 'User', children: v.text('DOM\\bob') },
            { name: 'SessionID', children: v.u32(2) },
            { name: 'Address', children: v.text('203.0.113.9') },
          ],
        },
      },
    }
    const log = writeEvtx([lsm])
    expect(readEvents(log).events[0]).toMatchObject({
      kind: 'UserData',
      data: [
        ['EventXML/User', 'DOM\\bob'],
        ['EventXML/SessionID', '2'],
        ['EventXML/Address', '203.0.113.9'],
      ],
    })
    const { family, strings } = readTable([{ name: 'a', bytes: log }])
    expect([strings[family.targetUser[0]!], family.sessionId[0], strings[family.ip[0]!]]).toEqual([
      'DOM\\bob',
      2,
      '203.0.113.9',
    ])
  })

  test('unnamed Data and Binary of classic events', () => {
    const log = writeEvtx([
      {
        ...base,
        provider: 'EventLog',
        channel: 'System',
        eventId: 6008,
        style: 'classic',
        body: {
          kind: 'unnamed',
          data: ['12:00:00', '3/12/2024', '', '', '1234'],
          binary: new Uint8Array([0xe8, 7]),
        },
      },
    ])
    expect(readEvents(log).events[0]!.data).toEqual([
      [null, '12:00:00'],
      [null, '3/12/2024'],
      [null, ''],
      [null, ''],
      [null, '1234'],
      ['Binary', 'E807'],
    ])
    const { family, strings } = readTable([{ name: 'a', bytes: log }])
    expect(strings[family.text1[0]!]).toBe('E807')
  })

  test('CDATA, references and processing instructions', () => {
    const root = element(
      'Event',
      [],
      [
        element(
          'System',
          [],
          [element('Provider', [attribute('Name', textPart('P'))]), element('EventID', [], [textPart('7')])],
        ),
        element(
          'EventData',
          [],
          [
            element('Data', [attribute('Name', textPart('a'))], [{ kind: 'cdata', text: 'x < y ]]> z' }]),
            element(
              'Data',
              [],
              [
                textPart('1'),
                { kind: 'entity', name: 'lt' },
                textPart('2'),
                { kind: 'character', code: 0xe9 },
                { kind: 'entity', name: 'nbsp' },
              ],
            ),
            element('Data', [], [{ kind: 'instruction', target: 'pi', data: 'data' }, textPart('t')]),
          ],
        ),
      ],
    )
    const log = writeEvtx([{ ...base, rawRoot: root }])
    expect(readEvents(log).events[0]).toMatchObject({
      eventId: 7,
      data: [
        ['a', 'x < y ]]> z'],
        [null, '1<2é&nbsp;'],
        [null, 't'],
      ],
    })
    expect(readXml(log)[0]).toContain(
      `<![CDATA[x < y ]]]]><![CDATA[> z]]></Data><Data>1&lt;2é&amp;nbsp;</Data><Data><?pi data?>t</Data>`,
    )
  })
})
