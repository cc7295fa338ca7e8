import { describe, expect, it } from 'vitest'
import { disconnectWords, failureWords, fieldWords } from '../../../electron/core/text/code-words'

describe('why a logon failed', () => {
  it('is told of statuses of NTLM and Kerberos in any spelling', () => {
    for (const [code, words] of [
      ['0xc0000064', 'no such user'],
      ['0xC000006A', 'bad password'],
      ['0xc0000234', 'account locked'],
      ['0xc0000072', 'account disabled'],
      ['0xC00002EE', 'no logon servers'],
      ['0x18', 'bad password'],
      ['0x6', 'unknown client'],
      ['0x25', 'clocks too far apart'],
    ] as const)
      expect(failureWords(code)).toBe(words)
  })

  it('is not guessed', () => {
    for (const code of ['0x0', '0xc0009999', '', 'sshd: password', '24x', null])
      expect(failureWords(code)).toBeNull()
  })
})

describe('a field of a record', () => {
  it('is put in words by its event', () => {
    expect(fieldWords(4625, 'SubStatus', '0xc0000064')).toBe('no such user')
    expect(fieldWords(4771, 'Status', '0x12')).toBe('account disabled, expired or locked')
    expect(fieldWords(4769, 'TicketEncryptionType', '0x17')).toBe('RC4')
    expect(fieldWords(4768, 'TicketEncryptionType', '0x12')).toBe('AES256')
    expect(fieldWords(40, 'EventXML/Reason', '5')).toBe('replaced by another connection')
    expect(fieldWords(42, 'TargetState', '5')).toBe('S4, hibernation')
    expect(fieldWords(4624, 'LogonType', '10')).toBe('Remote interactive')
    expect(fieldWords(4624, 'ElevatedToken', '%%1842')).toBe('yes')
    expect(fieldWords(4719, 'AuditPolicyChanges', '%%8448, %%8450')).toBe('success removed, failure removed')
  })

  it('that means something else in another event, or nothing known, is left alone', () => {
    expect(fieldWords(4689, 'Status', '0x18')).toBeNull()
    expect(fieldWords(24, 'EventXML/Reason', '5')).toBeNull()
    expect(fieldWords(4771, 'Status', '0x0')).toBeNull()
    expect(fieldWords(4625, 'FailureReason', '%%2313')).toBeNull()
    expect(fieldWords(4624, 'TargetUserName', '17')).toBeNull()
  })
})

describe('why a desktop was left', () => {
  it('is told of the reasons that are known', () => {
    expect([0, 3, 4, 11, 12, 99].map(disconnectWords)).toEqual([
      'none given',
      'idle limit',
      'time limit',
      'disconnected by the user',
      'logged off by the user',
      null,
    ])
  })
})
