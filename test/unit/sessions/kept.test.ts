import { expect, test } from 'vitest'
import type { Logon, Session } from '../../../electron/contract/sessions'
import { Kept } from '../../../electron/core/sessions/kept'

const link = { record: 7, role: 'start' }

test('what is kept says the same; equal lists are one list', () => {
  const kept = new Kept()
  const logon = (flags: string[]) => ({ id: 'a', flags, evidence: [link] }) as unknown as Logon
  const [one, other, none] = [['privileged', 'elevated'], ['privileged', 'elevated'], []].map((flags) =>
    kept.logon(logon(flags)),
  )
  expect(one).toEqual(logon(['privileged', 'elevated']))
  expect(other!.flags).toBe(one!.flags)
  expect(none).toEqual(logon([]))
  const session = {
    id: 'b',
    logonTypes: [2, 7],
    states: [{ state: 'active', from: 1n, to: null, evidence: [link] }],
    connections: [],
    flags: ['privileged', 'elevated'],
    gaps: [],
    explanation: ['', ['a', String(1)].join('') + '.'],
    logons: [1],
    evidence: [link],
  } as unknown as Session
  expect(kept.session(session)).toEqual(session)
  expect(kept.session(session).flags).toBe(one!.flags)
})
