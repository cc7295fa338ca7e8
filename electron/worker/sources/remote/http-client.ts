/** Requests to one web server: verified, within its own origin, never silent for longer than allowed. */
import * as http from 'node:http'
import * as net from 'node:net'
import type { SecureContext } from 'node:tls'
import { SourceProblem } from '../source-problem'
import type { RemoteAddress } from './address'
import { isLoopback } from './address'
import type { ConnectOptions } from './connection'
import { within } from './idle-limit'
import { networkProblem } from './network-problem'
import { connectTls, trusting } from './server-certificate'
import { tappedSocket } from './tapped-socket'

/** A chain of redirects longer than this leads nowhere. */
const MAX_REDIRECTS = 5
/** Connections that stay open beside each other: one per transfer under way and one for lists. */
const MAX_SOCKETS = 8

export type Headers = Readonly<Record<string, string>>

/** Headers that vouch for a request, made for each one. */
export type Sign = (target: string) => Headers

export class HttpClient {
  /** Of the certificate; null before the first connection and without TLS. */
  fingerprint: string | null = null
  private readonly agent: http.Agent
  private authorities: SecureContext | null = null

  /** @throws SourceProblem where the address is HTTP to another machine and nobody allowed it */
  constructor(
    private readonly address: RemoteAddress,
    private readonly options: ConnectOptions,
    private readonly sign: Sign,
  ) {
    const { tls, host } = address
    if (!tls && !options.plainHttp && !isLoopback(host)) {
      throw new SourceProblem(
        `${host} would be asked by HTTP: everybody on the way can read and change what is sent. Nothing was contacted. Use https, or allow it for this connection.`,
      )
    }
    this.agent = this.makeAgent()
  }

  /**
   * GET of `target` (path and query). The answer has a body that somebody has to read or destroy.
   * @throws SourceProblem
   */
  async get(target: string, headers: Headers, signal: AbortSignal): Promise<http.IncomingMessage> {
    let next = target
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const answer = await this.once(next, headers, signal)
      const { statusCode = 0 } = answer
      const { location } = answer.headers
      if (statusCode < 301 || statusCode > 308 || statusCode === 304 || location === undefined) return answer
      answer.destroy()
      next = this.redirected(next, location)
    }
    throw new SourceProblem(`${this.origin} redirects in circles. Nothing was read.`)
  }

  get origin(): string {
    const { tls, host, port } = this.address
    return `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}`
  }

  close(): void {
    this.agent.destroy()
  }

  private async once(target: string, headers: Headers, signal: AbortSignal): Promise<http.IncomingMessage> {
    const { host, port } = this.address
    const { idleMs } = this.options
    const request = http.request({
      host,
      port,
      path: target,
      agent: this.agent,
      signal,
      // As it lies on the server: a hash is of the file, not of what a server made of it.
      headers: { 'accept-encoding': 'identity', ...headers, ...this.sign(target) },
      ...(this.address.tls ? { defaultPort: 443 } : {}),
    })
    const answered = new Promise<http.IncomingMessage>((resolve, reject) => {
      request.once('response', (answer) => {
        // A cut is told to whoever reads; without a reader it must not end the process.
        answer.on('error', () => undefined)
        resolve(answer)
      })
      request.on('error', reject)
      request.end()
    })
    try {
      return await within(answered, idleMs)
    } catch (error) {
      request.destroy()
      throw networkProblem(error, host)
    }
  }

  /** @throws SourceProblem where the redirect leads out of this origin */
  private redirected(from: string, location: string): string {
    const here = new URL(from, this.origin)
    let there: URL | null
    try {
      there = new URL(location, here)
    } catch {
      there = null
    }
    if (there !== null && there.origin === here.origin) return there.pathname + there.search
    const where = there === null ? 'nowhere' : there.host === '' ? there.protocol : there.origin
    throw new SourceProblem(
      `${this.origin} redirects to another place (${where}). It was not followed and nothing was read. Open that address itself if you trust it.`,
    )
  }

  private async connectTls(): Promise<net.Socket> {
    const { address, options } = this
    this.authorities ??= trusting(options.authorities)
    const { socket, fingerprint } = await connectTls(
      address.host,
      address.port,
      options.pinned,
      this.authorities,
    )
    this.fingerprint = fingerprint
    return socket
  }

  private makeAgent(): http.Agent {
    const agent = new http.Agent({ keepAlive: true, maxSockets: MAX_SOCKETS })
    const { host, port, tls } = this.address
    const made = agent as unknown as {
      createConnection: (
        options: unknown,
        done: (error: Error | null, socket?: net.Socket) => void,
      ) => net.Socket | undefined
    }
    made.createConnection = (_options, done) => {
      if (!tls) return tappedSocket((reading) => net.connect({ host, port, noDelay: true, ...reading }))
      this.connectTls().then(
        (socket) => done(null, socket),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      )
      return undefined
    }
    return agent
  }
}
