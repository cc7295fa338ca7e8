import { describe, expect, it } from 'vitest'
import { encodeKey, signS3 } from '../../../electron/worker/sources/remote/s3-signature'

/** Keys and time of Amazon's own examples (S3 API reference, "Examples: Signature Calculations"). */
const KEYS = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
  sessionToken: '',
}
const HOST = 'examplebucket.s3.amazonaws.com'
const TIME = Date.UTC(2013, 4, 24)

describe('signatures of S3', () => {
  it.each([
    ['/?lifecycle=', 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
    ['/?max-keys=2&prefix=J', '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7'],
  ])('are those of Amazon for %s', (target, signature) => {
    const { authorization } = signS3(KEYS, 'us-east-1', HOST, target, TIME)
    expect(authorization).toContain('Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request')
    expect(authorization).toContain(`Signature=${signature}`)
  })

  it('keep the order of parameters out of it, and sign the token of temporary keys', () => {
    const of = (target: string) => signS3(KEYS, 'us-east-1', HOST, target, TIME)['authorization']
    expect(of('/?prefix=J&max-keys=2')).toBe(of('/?max-keys=2&prefix=J'))
    const temporary = signS3({ ...KEYS, sessionToken: 'token' }, 'us-east-1', HOST, '/', TIME)
    expect(temporary['x-amz-security-token']).toBe('token')
    expect(temporary['authorization']).toContain('x-amz-date;x-amz-security-token')
  })

  it('encode what the signature wants encoded', () => {
    expect(encodeKey("/a b/ü+(1)'*~.evtx", true)).toBe('/a%20b/%C3%BC%2B%281%29%27%2A~.evtx')
    expect(encodeKey('a/b', false)).toBe('a%2Fb')
  })
})
