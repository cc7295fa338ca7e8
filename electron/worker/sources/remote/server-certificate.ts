/** Connects by TLS, and hands a socket over only when the server is who it should be: nothing is sent before that. */
import { isIP } from 'node:net'
import * as tls from 'node:tls'
import { SourceProblem } from '../source-problem'
import { ChangedServer, UnknownServer } from './connection'
import { tappedSocket } from './tapped-socket'

/** With certificates of authorities: of Node, of the system where this Node can read them, and those given. It takes 20 ms to make: enough for a client. */
export function trusting(given: string): tls.SecureContext {
  const { getCACertificates } = tls as unknown as {
    getCACertificates?: (type: 'default' | 'system') => string[]
  }
  const known =
    getCACertificates === undefined
      ? [...tls.rootCertificates]
      : [...getCACertificates('default'), ...getCACertificates('system')]
  return tls.createSecureContext({ ca: given === '' ? known : [...known, given] })
}

/**
 * A verified socket and the fingerprint of its certificate. An unknown authority or another name can be confirmed by a person and pinned; an
 * expired certificate cannot. @throws UnknownServer, ChangedServer, SourceProblem, or the error of the socket
 */
export function connectTls(
  host: string,
  port: number,
  pinned: string | null,
  secureContext: tls.SecureContext,
): Promise<{ readonly socket: tls.TLSSocket; readonly fingerprint: string }> {
  return new Promise((resolve, reject) => {
    const socket = tappedSocket((reading) =>
      tls.connect({
        host,
        port,
        // A name is told, an address must not be.
        ...(isIP(host) === 0 ? { servername: host } : {}),
        secureContext,
        ALPNProtocols: ['http/1.1'],
        ...reading,
        // Judged below, before a byte is sent: only so can a pinned certificate do without an authority.
        rejectUnauthorized: false,
      }),
    )
    socket.once('error', reject)
    socket.once('secureConnect', () => {
      const fingerprint = `SHA256:${socket.getPeerCertificate().fingerprint256}`
      const problem = judge(socket, fingerprint, host, pinned)
      if (problem === null) resolve({ socket, fingerprint })
      else {
        socket.destroy()
        reject(problem)
      }
    })
  })
}

function judge(
  socket: tls.TLSSocket,
  fingerprint: string,
  host: string,
  pinned: string | null,
): SourceProblem | null {
  const { valid_from: from, valid_to: to } = socket.getPeerCertificate()
  const now = Date.now()
  if (now > Date.parse(to) || now < Date.parse(from)) {
    const when = now > Date.parse(to) ? `expired on ${to}` : `is not valid before ${from}`
    return new SourceProblem(
      `The certificate of ${host} ${when}. Nothing was sent or read. It has to be renewed, or the clock of this computer is wrong.`,
    )
  }
  if (pinned !== null)
    return pinned === fingerprint ? null : new ChangedServer(fingerprint, 'certificate', pinned)
  if (socket.authorized) return null
  return new UnknownServer(
    fingerprint,
    `${unknownReason(String(socket.authorizationError), host)} Its fingerprint is ${fingerprint}. ` +
      'Nothing was sent or read. Compare it with what the owner of the server says, then confirm it.',
  )
}

function unknownReason(code: string, host: string): string {
  if (code.includes('ALTNAME')) return `The certificate is made out to another name than ${host}.`
  if (code.includes('SELF_SIGNED'))
    return `The certificate of ${host} is signed by no authority that is known here.`
  return `The certificate of ${host} could not be verified (${code}).`
}
