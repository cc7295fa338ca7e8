/** AWS Signature Version 4 for requests without a body (Amazon S3 API reference, "Authenticating requests: using the Authorization header"). */
import { createHash, createHmac } from 'node:crypto'

export interface S3Keys {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  /** Of temporary keys; '' for none. */
  readonly sessionToken: string
}

const EMPTY_SHA256 = createHash('sha256').digest('hex')

/**
 * Headers that sign a GET of `target` (encoded path and query, parameters in any order). `host` as the Host header has it, `now` in Unix
 * milliseconds; a server refuses what is 15 minutes off.
 */
export function signS3(
  keys: S3Keys,
  region: string,
  host: string,
  target: string,
  now: number,
): Readonly<Record<string, string>> {
  const time = new Date(now).toISOString().replaceAll(/[:-]|\.\d+/g, '')
  const scope = `${time.slice(0, 8)}/${region}/s3/aws4_request`
  const signed: Record<string, string> = {
    host,
    'x-amz-content-sha256': EMPTY_SHA256,
    'x-amz-date': time,
    ...(keys.sessionToken === '' ? {} : { 'x-amz-security-token': keys.sessionToken }),
  }
  const names = Object.keys(signed).join(';')
  const [path = '', query = ''] = target.split('?')
  const parameters = query.split('&').filter((one) => one !== '')
  const canonical = [
    'GET',
    path,
    parameters.sort().join('&'),
    ...Object.entries(signed).map(([name, value]) => `${name}:${value}`),
    '',
    names,
    EMPTY_SHA256,
  ].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')
  const key = scope.split('/').reduce<Buffer | string>(hmac, `AWS4${keys.secretAccessKey}`)
  const signature = hmac(key, toSign).toString('hex')
  const { host: _host, ...sent } = signed
  return {
    ...sent,
    authorization: `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`,
  }
}

/** As the signature wants it: everything but unreserved characters, slashes of a path excepted. */
export function encodeKey(text: string, keepSlashes: boolean): string {
  const encoded = encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return keepSlashes ? encoded.replaceAll('%2F', '/') : encoded
}

function hmac(key: Buffer | string, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}
