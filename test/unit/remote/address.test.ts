import { describe, expect, it } from 'vitest'
import { parseAddress, pinName, shownPlace } from '../../../electron/worker/sources/remote/address'
import { isRemoteAddress } from '../../../electron/core/text/is-remote'

/** Address, place as shown, path in it, secret part, name of the pin. */
const ADDRESSES = [
  ['sftp://h/a%20b', 'sftp://h', '/a b', '', '', 'ssh h:22'],
  ['sftp://u:se%3Acret@H:2222/C:/Windows', 'sftp://u@h:2222', '/C:/Windows', 'se:cret', '', 'ssh h:2222'],
  ['sftp://[::1]:22', 'sftp://[::1]', '/', '', '', 'ssh ::1:22'],
  ['https://u:p@h/a%20b.evtx', 'https://h', '/a%20b.evtx', 'p', '', 'tls h:443'],
  ['https://h:8443/x?X-Amz-Signature=abc', 'https://h:8443', '/x', '', 'X-Amz-Signature=abc', 'tls h:8443'],
  ['http://localhost:80/x', 'http://localhost', '/x', '', '', 'tls localhost:80'],
  [
    'https://acc.blob.core.windows.net/box/dc1/a.evtx?sv=1&sig=secret',
    'https://acc.blob.core.windows.net/box',
    '/dc1/a.evtx',
    '',
    'sv=1&sig=secret',
    'tls acc.blob.core.windows.net:443',
  ],
  [
    'http://127.0.0.1:10000/acc/box?sv=1&sig=s',
    'http://127.0.0.1:10000/acc/box',
    '/',
    '',
    'sv=1&sig=s',
    'tls 127.0.0.1:10000',
  ],
] as const

describe('addresses', () => {
  it.each(ADDRESSES)('takes %s apart', (text, shown, path, password, query, pin) => {
    const { address, secret } = parseAddress(text)
    expect(shownPlace(address)).toBe(shown)
    expect(address.path).toBe(path)
    expect(secret).toEqual({ password, query })
    expect(pinName(address)).toBe(pin)
    expect(JSON.stringify(address)).not.toMatch(/secret|se:cret/)
  })

  it('reaches a bucket at Amazon or at an endpoint of its own', () => {
    const at = (endpoint: string, region: string) =>
      shownPlace(parseAddress('s3://case-7/dc1/', { endpoint, region }).address)
    expect(at('', 'eu-west-1')).toBe('https://s3.eu-west-1.amazonaws.com/case-7')
    expect(at('http://127.0.0.1:9000', '')).toBe('http://127.0.0.1:9000/case-7')
  })

  it('is no path of this machine, neither a share nor a drive', () => {
    for (const path of ['\\\\server\\share\\a.evtx', '//server/share', 'C:\\a', '/a', 'file:///a', 'a.zip'])
      expect(isRemoteAddress(path)).toBe(false)
  })

  it.each([
    'file:///etc/passwd',
    'ftp://h/x',
    'sftp://',
    'https://u:secret@',
    'https://h:99999/secret',
    'sftp://h/?secret',
    's3://key:secret@b/',
    'https://x.blob.core.windows.net/?sv=1&sig=secret',
  ])('refuses %s without repeating it', (text) => {
    expect(() => parseAddress(text)).toThrow(/Nothing was contacted/)
    expect(() => parseAddress(text)).not.toThrow(/secret/)
  })
})
