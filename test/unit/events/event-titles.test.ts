import { expect, test } from 'vitest'
import { eventTitle } from '../../../electron/core/events/event-titles'
import { familyEvent } from '../../../electron/core/events/family'

test('titles go by provider, channel and id', () => {
  expect(eventTitle('Microsoft-Windows-Security-Auditing', 'Security', 4647)).toBe('User initiated logoff')
  expect(eventTitle('MICROSOFT-WINDOWS-SECURITY-AUDITING', 'ForwardedEvents', 4624)).toBe('Logon succeeded')
  expect(eventTitle('Some-Other-Provider', 'Application', 4624)).toBe('')
})

test('an event is session-relevant by provider and channel, never by id alone', () => {
  expect(familyEvent('Microsoft-Windows-Winlogon', 'System', 7001)).not.toBeNull()
  expect(familyEvent('Service Control Manager', 'System', 7001)).toBeNull()
  expect(familyEvent('user32', 'System', 1074)).not.toBeNull()
  expect(
    familyEvent('Microsoft-Windows-TaskScheduler', 'Microsoft-Windows-TaskScheduler/Operational', 21),
  ).toBeNull()
})
