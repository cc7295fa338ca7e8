/** Lines of the OpenSSH server (OpenSSH/Operational 4) and the connections that they tell of (sessions.md 2.4). */
import { cleanAddress, type CaseRows } from '../records/case-rows'
import { KIND } from '../records/kind-index'
import type { LogRows } from '../records/log-rows'
import { compareRows } from '../session-facts'

/** Longer lines are not what sshd writes. */
const MAX_LINE = 1024
/** The account is what a client typed: it may itself read like the rest of the line, so the last address counts. */
const ACCEPTED = /^Accepted ([\w/-]{1,64}) for (.+) from (\S+) port (\d{1,5})(?: ssh2(?:: .*)?)?$/
const REFUSED =
  /^Failed ([\w/-]{1,64}) for (?:invalid user )?(.+) from (\S+) port (\d{1,5})(?: ssh2(?:: .*)?)?$/
const LEFT = /^(?:Disconnected from user .+ |Received disconnect from )(\S+) port (\d{1,5})(?::.*)?$/
const CLOSED =
  /^Connection (?:closed|reset) by (?:(?:authenticating |invalid )?user .+ )?(\S+) port (\d{1,5})(?: .*)?$/

/** One accepted connection. Rows are family rows, -1 = none. */
export interface SshConnection {
  readonly acceptedRow: number
  readonly method: string
  /** Account without domain, folded, for joining; and both as written. */
  readonly name: string
  readonly account: string
  readonly domain: string | null
  readonly ip: string
  readonly port: string
  /** The client took its leave. */
  leftRow: number
  /** The connection closed or broke. */
  closedRow: number
}

/** A logon that the server refused. */
export interface SshRefusal extends Pick<SshConnection, 'method' | 'name' | 'account' | 'ip'> {
  readonly row: number
}

/** Refused logons, in write order. What a client tries before it has an account (`none`) is no attempt. */
export function sshRefusals(rows: CaseRows, remote: LogRows): SshRefusal[] {
  const found: SshRefusal[] = []
  for (const row of remote.rowsOf([KIND['ssh-message']])) {
    const line = lineOf(rows, row)
    const [, method = '', written = '', ip = ''] = (line === null ? null : REFUSED.exec(line)) ?? []
    if (method === '' || method === 'none') continue
    const { name, account } = nameOf(written)
    found.push({ row, method, name, account, ip: cleanAddress(ip) ?? ip })
  }
  return found
}

/** What the server wrote; null where it is longer than that. */
function lineOf(rows: CaseRows, row: number): string | null {
  const line = (rows.text(rows.family.text2[row] ?? 0) ?? '').trim()
  return line.length > MAX_LINE ? null : line
}

/** Accepted connections among the rows of a boot, in order of time. */
export function sshConnections(rows: CaseRows, candidates: readonly number[]): SshConnection[] {
  const lines = candidates.filter((row) => rows.kind(row) === KIND['ssh-message'])
  if (lines.length === 0) return []
  lines.sort((a, b) => compareRows(rows, a, b))
  const current = new Map<string, SshConnection>()
  const all: SshConnection[] = []
  for (const row of lines) {
    const line = lineOf(rows, row)
    if (line === null) continue
    const accepted = ACCEPTED.exec(line)
    if (accepted !== null) {
      const [, method = '', written = '', ip = '', port = ''] = accepted
      const connection = {
        acceptedRow: row,
        method,
        ...nameOf(written),
        ip,
        port,
        leftRow: -1,
        closedRow: -1,
      }
      current.set(`${ip} ${port}`, connection)
      all.push(connection)
      continue
    }
    const left = LEFT.exec(line)
    const closed = left === null ? CLOSED.exec(line) : null
    const [, ip = '', port = ''] = left ?? closed ?? []
    const connection = current.get(`${ip} ${port}`)
    if (connection === undefined) continue
    if (left !== null && connection.leftRow < 0) connection.leftRow = row
    if (closed !== null && connection.closedRow < 0) connection.closedRow = row
  }
  return all.map((one) => ({ ...one, ip: cleanAddress(one.ip) ?? one.ip }))
}

/** `dom\alice` and `alice@dom.example` are alice. */
function nameOf(written: string): Pick<SshConnection, 'name' | 'account' | 'domain'> {
  const slash = written.lastIndexOf('\\')
  const at = written.indexOf('@')
  const account = slash >= 0 ? written.slice(slash + 1) : at > 0 ? written.slice(0, at) : written
  const domain = slash > 0 ? written.slice(0, slash) : at > 0 ? written.slice(at + 1) : null
  return { name: account.toLowerCase(), account, domain }
}
