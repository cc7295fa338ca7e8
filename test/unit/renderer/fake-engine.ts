/** Answers the engine's calls about the invented case, over a port object of the same process. */
import type {
  BarsReply,
  EngineMessage,
  EngineReplies,
  EngineRequest,
  FacetCount,
  Filter,
  Lane,
  QueryReply,
  SessionDetails,
  SourceState,
} from '../../../electron/contract/engine'
import { BAR_FLAGS, FIRST_ROWS } from '../../../electron/contract/engine-constants'
import type { ResultId, SourceId } from '../../../electron/contract/ids'
import { END_REASONS, SESSION_STATES } from '../../../electron/contract/sessions'
import { endReasonWord } from '../../../electron/core/text/end-reasons'
import { parseQuery } from '../../../electron/core/query/syntax/parse-query'
import { printQuery } from '../../../electron/core/query/syntax/print-query'
import type { QueryTerm } from '../../../electron/core/query/syntax/query-ast'
import { timeTerm } from '../../../renderer/state/filter-slice'
import { unixMsToFileTime } from '../../../electron/core/text/time'
import { FAKE_EXTENT, FAKE_FAILURES, FAKE_SESSIONS, type FakeSession, at } from './fake-case'

const MOST_SPANS = 4
const BIN_MS = 2 * 3_600_000

export class FakeEngine {
  /** Every request, in order. */
  readonly requests: EngineRequest[] = []
  private readonly results = new Map<number, readonly FakeSession[]>()
  private onMessage: ((event: MessageEvent) => void) | null = null

  /** What the page takes for its end of the port. */
  readonly port = this.makePort()

  private makePort() {
    const send = (message: unknown): void => {
      const { id, request } = message as { id: number; request: EngineRequest }
      this.requests.push(request)
      queueMicrotask(() => {
        try {
          this.push({ kind: 'reply', id, value: this.answer(request) })
        } catch (error) {
          this.push({ kind: 'error', id, message: String(error) })
        }
      })
    }
    const setHandler = (handler: ((event: MessageEvent) => void) | null): void => {
      this.onMessage = handler
    }
    return {
      set onmessage(handler: ((event: MessageEvent) => void) | null) {
        setHandler(handler)
      },
      get onmessage() {
        return null
      },
      postMessage: send,
      start: () => undefined,
      close: () => undefined,
    }
  }

  push(message: EngineMessage): void {
    this.onMessage?.({ data: message } as MessageEvent)
  }

  /** As after an import: files done, sessions there. */
  finishImport(generation = 1): void {
    this.push({ kind: 'sources', sources: FAKE_SOURCES, importing: false, workers: 2, recovering: null })
    this.push({ kind: 'changed', generation, partial: false })
  }

  private answer(request: EngineRequest): EngineReplies[keyof EngineReplies] {
    switch (request.call) {
      case 'query':
        return this.query(request)
      case 'rows': {
        const rows = this.sessionsOf(request.resultId).slice(request.from, request.to)
        return {
          resultId: request.resultId as ResultId,
          from: request.from,
          rows: rows.map(({ row }) => row),
        }
      }
      case 'lanes':
        return {
          resultId: request.resultId as ResultId,
          lanes: lanesOf(this.sessionsOf(request.resultId), request.groupBy),
          marks: [
            {
              computer: 'WS-0163',
              kind: 'crash',
              fromMs: at('12 11:09:30'),
              toMs: at('12 11:31:04'),
              text: '',
            },
            {
              computer: 'MER-FS02',
              kind: 'restart',
              fromMs: at('12 21:05:58'),
              toMs: at('12 21:05:58'),
              text: '',
            },
          ],
          evidenceEnd: [...new Set(FAKE_SESSIONS.map(({ row }) => row.computer))].map((computer) => ({
            computer,
            firstMs: FAKE_EXTENT.fromMs,
            lastMs: FAKE_EXTENT.toMs,
            reading: false,
          })),
        }
      case 'bars':
        return barsOf(this.sessionsOf(request.resultId), request)
      case 'positions': {
        const sessions = this.sessionsOf(request.resultId).map(({ row }) => row.session)
        return { rows: request.sessions.map((session) => sessions.indexOf(session)) }
      }
      case 'find':
        return { session: FAKE_SESSIONS.find(({ row }) => row.id === request.id)?.row.session ?? -1 }
      case 'annotate':
        return {
          sessions: request.ids.map(
            (id) => FAKE_SESSIONS.find(({ row }) => row.id === id)?.row.session ?? -1,
          ),
        }
      case 'details':
        return detailsOf(request.session)
      case 'record':
        return {
          xml: FAKE_XML,
          pairs: [
            ['TargetUserName', 'ext-rvdberg'],
            ['LogonType', '10'],
          ],
          status: 'live',
          ranges: [],
        }
      case 'suggest':
        return facet(FAKE_SESSIONS, ({ row }) => row.account)
          .filter(({ value }) => value.includes(request.text.replace(/^-?(account:)?/, '')))
          .map(({ value, count }) => ({ kind: 'account' as const, value, count }))
      case 'findSessions': {
        const wanted = request.text.toLowerCase()
        const rows = FAKE_SESSIONS.map(({ row }) => row).filter((row) =>
          `${row.account} ${endReasonWord(row.endReason)}`.toLowerCase().includes(wanted),
        )
        return { rows, matched: rows.length }
      }
      case 'state':
        return { sources: [], generation: 0, importing: false, recover: false, codePage: 'windows-1252' }
      case 'cancel':
      case 'recover':
      case 'skip':
      case 'search':
      case 'cancelSearch':
        return null
      default:
        throw new Error(`the fake engine has no answer to ${request.call}`)
    }
  }

  private sessionsOf(resultId: number): readonly FakeSession[] {
    return this.results.get(resultId) ?? []
  }

  private query({ filter, sort, version }: Extract<EngineRequest, { call: 'query' }>): QueryReply {
    const matched = FAKE_SESSIONS.filter((one) => matches(one, filter))
    const [order] = sort
    if (order !== undefined) {
      const key = ({ row }: FakeSession): number | string =>
        order.column === 'start' ? (row.start.best ?? 0) : String(row[order.column as 'account'])
      matched.sort((one, other) => (key(one) < key(other) ? -1 : 1) * (order.descending ? -1 : 1))
    }
    const resultId = (this.results.size + 1) as ResultId
    this.results.set(resultId, matched)
    const bins = Math.ceil((FAKE_EXTENT.toMs - FAKE_EXTENT.fromMs) / BIN_MS) + 1
    const starts = new Uint32Array(bins)
    const failures = new Uint32Array(bins)
    const bin = (timeMs: number): number => Math.floor((timeMs - FAKE_EXTENT.fromMs) / BIN_MS)
    for (const { row } of matched) starts[bin(row.start.best ?? 0)]! += 1
    for (const { timeMs, count } of FAKE_FAILURES) failures[bin(timeMs)]! += count
    const { terms } = parseQuery(filter.text)
    const without = (term: number): number => {
      const text = printQuery((terms ?? []).filter((_, i) => i !== term))
      return FAKE_SESSIONS.filter((one) => matches(one, { ...filter, text })).length
    }
    return {
      version,
      resultId,
      matched: matched.length,
      total: FAKE_SESSIONS.length,
      hidden: filter.classes.length > 1 ? {} : { batch: 1, service: 1 },
      eventCount: 4_218_906,
      clockCorrections: 0,
      gaps: 0,
      extent: FAKE_EXTENT,
      histogram: { fromMs: FAKE_EXTENT.fromMs, binMs: BIN_MS, starts, failures },
      facets: {
        account: facet(matched, ({ row }) => row.account),
        computer: facet(matched, ({ row }) => row.computer),
        type: facet(matched, ({ row }) => String(row.logonType)),
        end: facet(matched, ({ row }) => row.endReason),
        source: facet(matched, ({ row }) => row.source),
        dur: [],
        conf: facet(matched, ({ row }) => row.confidence ?? 'unknown'),
        class: facet(matched, ({ row }) => row.class),
        tag: [],
      },
      removedBy: (terms ?? []).map((_, term) => ({ term, count: without(term) })),
      rows: matched.slice(0, FIRST_ROWS).map(({ row }) => row),
    }
  }
}

function matches({ row }: FakeSession, filter: Filter): boolean {
  const start = row.start.best ?? 0
  const values: { readonly [field: string]: string } = {
    account: row.account,
    computer: row.computer,
    type: String(row.logonType),
    end: row.endReason,
    source: row.source,
    class: row.class,
  }
  const keeps = ({ field, not, values: wanted }: QueryTerm): boolean => {
    if (field === 'time') {
      const { fromMs = -Infinity, toMs = Infinity } = timeTerm([{ field, not, values: wanted }]) ?? {}
      return (row.end.best ?? Infinity) >= fromMs && start <= toMs
    }
    const hit =
      field === null
        ? `${row.account} ${row.domain} ${row.computer} ${row.source}`.includes(wanted[0] ?? '')
        : wanted.includes(values[field] ?? '')
    return hit !== not
  }
  return filter.classes.includes(row.class) && (parseQuery(filter.text).terms ?? []).every(keeps)
}

function facet(sessions: readonly FakeSession[], read: (one: FakeSession) => string): readonly FacetCount[] {
  const counts = new Map<string, number>()
  for (const one of sessions) counts.set(read(one), (counts.get(read(one)) ?? 0) + 1)
  return [...counts].map(([value, count]) => ({ value, label: value, count }))
}

type GroupBy = 'account' | 'computer'

function laneKeys(sessions: readonly FakeSession[], groupBy: GroupBy): readonly string[] {
  const other = groupBy === 'account' ? 'computer' : 'account'
  return [...new Set(sessions.map(({ row }) => `${row[groupBy]}|${row[other]}`))].toSorted()
}

function lanesOf(sessions: readonly FakeSession[], groupBy: GroupBy): readonly Lane[] {
  const groups: string[] = []
  return laneKeys(sessions, groupBy).map((key) => {
    const [group = '', other = ''] = key.split('|')
    if (!groups.includes(group)) groups.push(group)
    const [account, computer] = groupBy === 'account' ? [group, other] : [other, group]
    const members = sessions.filter(({ row }) => row.account === account && row.computer === computer)
    return {
      account,
      accountDetail: members[0]?.row.domain ?? '',
      computer,
      sessionCount: members.length,
      rows: 1,
      group: groups.indexOf(group),
      groupValue: group,
      failuresOf: account,
    }
  })
}

function barsOf(
  sessions: readonly FakeSession[],
  request: Extract<EngineRequest, { call: 'bars' }>,
): BarsReply {
  const lanes = lanesOf(sessions, request.groupBy)
  const laneOf = (account: string, computer: string): number =>
    lanes.findIndex((lane) => lane.account === account && lane.computer === computer)
  const seen = sessions
    .map((one) => ({ ...one, lane: laneOf(one.row.account, one.row.computer) }))
    .filter(({ lane, row }) => {
      const inLanes = lane >= request.laneFrom && lane < request.laneTo
      return (
        inLanes && (row.start.best ?? 0) <= request.toMs && (row.end.latest ?? Infinity) >= request.fromMs
      )
    })
    .toSorted((one, other) => one.lane - other.lane || one.row.session - other.row.session)
  const floats = (read: (one: (typeof seen)[number]) => number): Float64Array => Float64Array.from(seen, read)
  const spans = seen.flatMap(({ states }, bar) =>
    states.slice(0, MOST_SPANS).map((span) => ({ ...span, bar })),
  )
  const failures = FAKE_FAILURES.map((failure) => ({
    ...failure,
    lane: laneOf(failure.account, failure.computer),
  })).filter(({ lane }) => lane >= 0)
  return {
    resultId: request.resultId as ResultId,
    count: seen.length,
    session: Uint32Array.from(seen, ({ row }) => row.session),
    lane: Uint32Array.from(seen, ({ lane }) => lane),
    stackRow: new Uint8Array(seen.length),
    startMs: floats(({ row }) => row.start.best ?? FAKE_EXTENT.fromMs),
    endMs: floats(({ row }) => row.end.best ?? row.end.earliest ?? FAKE_EXTENT.toMs),
    endEarliestMs: floats(({ row }) => row.end.earliest ?? Number.NaN),
    endLatestMs: floats(({ row }) => row.end.latest ?? Number.NaN),
    logonType: Uint8Array.from(seen, ({ row }) => row.logonType ?? 255),
    endReason: Uint8Array.from(seen, ({ row }) => END_REASONS.indexOf(row.endReason)),
    flags: Uint8Array.from(
      seen,
      ({ row }) =>
        (row.adminCapable ? BAR_FLAGS.adminCapable : 0) | (row.elevationUsed ? BAR_FLAGS.elevationUsed : 0),
    ),
    weight: Uint32Array.from(seen, ({ row }) => row.burstCount ?? 1),
    label: Uint32Array.from(seen.keys()),
    labels: seen.map(({ row }) => row.source),
    states: {
      bar: Uint32Array.from(spans, ({ bar }) => bar),
      state: Uint8Array.from(spans, ({ state }) => SESSION_STATES.indexOf(state)),
      fromMs: Float64Array.from(spans, ({ fromMs }) => fromMs),
      toMs: Float64Array.from(spans, ({ toMs }) => toMs),
    },
    failures: {
      lane: Uint32Array.from(failures, ({ lane }) => lane),
      timeMs: Float64Array.from(failures, ({ timeMs }) => timeMs),
      count: Uint32Array.from(failures, ({ count }) => count),
    },
  }
}

const SOURCE = 'source-1' as SourceId
const HASH = '9f2c41d07be3a558c1d0aa77b1b2c3d4e5f60718293a4b5c2361d84ea7a9f00b'

const FAKE_EVENTS: readonly (readonly [string, number, string, string, string])[] = [
  ['12 15:06:07', 4624, 'Logon succeeded', '8841207', ''],
  ['12 15:06:07', 4672, 'Special privileges', '8841209', ''],
  ['12 15:52:44', 4648, 'Explicit logon', '8844951', 'adm-jhollis'],
  ['12 18:20:15', 4779, 'Disconnected', '8861340', ''],
  ['12 18:41:02', 4778, 'Reconnected', '8866018', '198.51.100.7'],
  ['12 19:58:40', 4800, 'Workstation locked', '8879774', ''],
  ['12 20:20:03', 4801, 'Workstation unlocked', '8884120', ''],
  ['12 21:48:11', 4647, 'User-initiated logoff', '8896465', ''],
  ['12 21:48:12', 4634, 'Session ended', '8896470', '+0.6 s'],
]

function detailsOf(index: number): SessionDetails {
  const { row, states } = FAKE_SESSIONS[index]!
  const ticks = (timeMs: number | null) => (timeMs === null ? null : unixMsToFileTime(timeMs))
  const interval = (of: { earliest: number | null; best: number | null; latest: number | null }) => ({
    earliest: ticks(of.earliest),
    best: ticks(of.best),
    latest: ticks(of.latest),
  })
  return {
    row,
    logonIds: ['0x8f3a41c', '0x8f3a40b'],
    sessionId: 4,
    startMethod: '4624',
    endMethod: '4647',
    start: interval(row.start),
    end: interval(row.end),
    recorded: { start: null, end: null },
    auth: 'User32, Negotiate (NTLM V2)',
    knownToMs: null,
    wallMs: 24_124_000,
    useMs: 21_594_000,
    useIsUpperBound: row.logonType === 11,
    flags: [],
    endedBy: null,
    states: states.map((span, number) => ({
      ...span,
      records: [{ source: SOURCE, offset: 4096 + number, recordId: String(7000 + number), eventId: 4800 }],
    })),
    connections: [
      {
        fromMs: at('12 15:06:07'),
        toMs: at('12 18:20:15'),
        ip: '203.0.113.47',
        client: 'DESKTOP-7Q1K',
        sessionName: null,
        auth: null,
        timeZone: null,
      },
    ],
    explanation: ['End taken from user-initiated logoff 4647, record 8896465.'],
    gaps: [],
    links: [],
    linksTotal: 0,
    chain: [],
    burst: [],
    evidence: FAKE_EVENTS.map(([time, eventId, title, recordId, note], number) => ({
      source: SOURCE,
      path: 'evidence/MER-RDS01/Security.evtx',
      offset: 4096 + number * 512,
      channel: 'Security',
      recordId,
      time: unixMsToFileTime(at(time)),
      eventId,
      title,
      role: eventId === 4647 ? 'user-logoff' : 'evidence',
      note,
      alsoIn: [],
      recovered: false,
    })),
    evidenceTotal: row.eventCount,
    files: [{ path: 'evidence/MER-RDS01/Security.evtx', sha256: HASH, verified: true }],
  }
}

const FAKE_XML =
  '<Event xmlns="http://schemas.microsoft.com/win/2004/08/events/event"><System><EventID>4624</EventID>' +
  '<Computer>MER-RDS01</Computer></System><EventData><Data Name="TargetUserName">ext-rvdberg</Data>' +
  '<Data Name="LogonType">10</Data></EventData></Event>'

export function fakeSource(name: string, change: Partial<SourceState> = {}): SourceState {
  return {
    source: name as SourceId,
    path: `evidence/${name}`,
    name: name.split('/').at(-1) ?? name,
    size: 512_000_000,
    bytesRead: 512_000_000,
    status: 'done',
    sha256: HASH,
    records: { seen: 1_048_212, decoded: 1_048_212, damaged: 0, skipped: 0 },
    chunks: { ok: 7800, damaged: 0, empty: 0 },
    format: 'evtx',
    localTimes: null,
    recovery: null,
    ranges: { shown: [], more: 0 },
    truncated: false,
    mbPerSecond: 318,
    message: '',
    warnings: [],
    ...change,
  }
}

export const FAKE_SOURCES: readonly SourceState[] = [
  fakeSource('MER-RDS01/Security.evtx'),
  fakeSource('MER-RDS01/System.evtx', { size: 20_000_000, bytesRead: 20_000_000 }),
  fakeSource('MER-FS02/Security.evtx', { size: 68_000_000, bytesRead: 68_000_000 }),
]
