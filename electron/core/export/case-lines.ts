/** Logons and sessions as JSON lines, written without objects in between: the same text as JSON.stringify makes of CaseObjects. */
import type { EvidenceLink, Interval, Logon, RecordedTimes, Session } from '../../contract/sessions'
import { fileTimeText, wideTimeText } from '../bytes/filetime'
import type { EventTable } from '../columns/event-table'
import type { RecordCopies } from '../sessions/records/record-copies'
import { CaseObjects, type CaseNames } from './json-lines'

export class CaseLines {
  private readonly objects: CaseObjects
  private readonly machines: readonly string[]
  private readonly boots: readonly string[]
  /** Texts of evidence repeat in every line. */
  private readonly quotes = new Map<string, string>()
  private readonly sources: readonly string[]
  private readonly copies: RecordCopies | null
  private readonly timeHalves: Uint32Array
  private readonly idHalves: Uint32Array

  constructor(
    private readonly table: EventTable,
    found: CaseNames,
  ) {
    this.objects = new CaseObjects(table, found)
    this.machines = found.machines.map(({ name }) => JSON.stringify(name))
    this.boots = found.boots.map(({ id }) => JSON.stringify(id))
    this.sources = table.sources.map((source) => `{"source":${JSON.stringify(source)},"channel":`)
    this.copies = found.copies ?? null
    this.timeHalves = halves(table.records.time)
    this.idHalves = halves(table.records.recordId)
  }

  /** One line, its line feed included. */
  logon(logon: Logon): string {
    const { start, end, source, auth } = logon
    return (
      `{"id":"${logon.id}","machine":${this.machines[logon.machine] ?? 'null'},"boot":${this.boots[logon.boot] ?? 'null'}` +
      `,"logonId":"0x${logon.logonId.toString(16)}","linkedLogonId":${hexId(logon.linkedLogonId)},"parentLogonId":${hexId(logon.parentLogonId)}` +
      `,"sid":${this.quote(logon.sid)},"account":${this.quote(logon.account)},"domain":${this.quote(logon.domain)}` +
      `,"logonType":${logon.logonType},"class":"${logon.class}","start":{${interval(start)}` +
      `,"method":"${start.method}","confidence":${this.quote(start.confidence)}},"end":{"reason":"${end.reason}",${interval(end)}` +
      `,"method":"${end.method}","confidence":${this.quote(end.confidence)},"by":${this.quote(end.by)}},"recorded":${recorded(logon.recorded)},"tokenReleased":${time(logon.tokenReleased)}` +
      `,"source":{"ip":${this.quote(source.ip)},"port":${this.quote(source.port)},"workstation":${this.quote(source.workstation)}}` +
      `,"auth":{"package":${this.quote(auth.package)},"process":${this.quote(auth.process)},"lm":${this.quote(auth.lm)}` +
      `,"keyLength":${auth.keyLength}},"logonGuid":${this.quote(logon.logonGuid)},"flags":${JSON.stringify(logon.flags)}` +
      `,"evidence":[${this.evidence(logon.evidence)}]}\n`
    )
  }

  /** One line, its line feed included. */
  session(session: Session): string {
    const head = JSON.stringify(this.objects.sessionHead(session))
    return `${head.slice(0, -1)},"evidence":[${this.evidence(session.evidence)}]}\n`
  }

  private evidence(links: readonly EvidenceLink[]): string {
    const { records, strings } = this.table
    let text = ''
    for (const { record, role } of links) {
      const channel = strings[records.channel[record]!]
      if (text !== '') text += ','
      text +=
        `${this.sources[records.source[record]!] ?? ''}${channel ? this.quote(channel) : 'null'}` +
        `,"recordId":"${this.recordId(record)}","eventId":${records.eventId[record]},"role":${this.quote(role)}` +
        `,"time":${timeOf(this.timeHalves[2 * record]!, this.timeHalves[2 * record + 1]!)}${this.otherPlaces(record)}}`
    }
    return text
  }

  private otherPlaces(record: number): string {
    if (this.copies === null) return ''
    const [alsoIn, disputedBy] = [this.copies.sourcesOf(record), this.copies.disputedBy(record)]
    return (
      (alsoIn.length > 0 ? `,"alsoIn":${JSON.stringify(alsoIn)}` : '') +
      (disputedBy.length > 0 ? `,"disputedBy":${JSON.stringify(disputedBy)}` : '')
    )
  }

  private recordId(record: number): number | bigint {
    const high = this.idHalves[2 * record + 1]!
    return high === 0 ? this.idHalves[2 * record]! : this.table.records.recordId[record]!
  }

  private quote(text: string | null): string {
    if (text === null) return 'null'
    let quoted = this.quotes.get(text)
    if (quoted === undefined) {
      quoted = JSON.stringify(text)
      this.quotes.set(text, quoted)
    }
    return quoted
  }
}

function halves(column: BigUint64Array): Uint32Array {
  return new Uint32Array(column.buffer, column.byteOffset, column.length * 2)
}

/** An exact time is made text once. */
function interval({ earliest, best, latest }: Interval): string {
  const first = time(earliest)
  const middle = best === earliest ? first : time(best)
  const last = latest === best ? middle : time(latest)
  return `"earliest":${first},"best":${middle},"latest":${last}`
}

function recorded(times: RecordedTimes | null): string {
  return times === null ? 'null' : `{"start":${time(times.start)},"end":${time(times.end)}}`
}

function time(value: bigint | null): string {
  const text = wideTimeText(value)
  return text === null ? 'null' : `"${text}"`
}

function timeOf(low: number, high: number): string {
  const text = fileTimeText(low, high)
  return text === null ? 'null' : `"${text}"`
}

function hexId(id: bigint | null): string {
  return id === null ? 'null' : `"0x${id.toString(16)}"`
}
