import { NO_NUMBER, type EventTable } from '../core/columns/event-table'
import { EVENT_KINDS, type EventKind } from '../core/events/event-kinds'

/** What a record says beyond its title, in few words: a source, a target account, a session name. */
export class EvidenceNotes {
  private readonly rowOf = new Map<number, number>()

  constructor(private readonly table: EventTable) {
    const { record, length } = table.family
    for (let row = 0; row < length; row++) this.rowOf.set(record[row]!, row)
  }

  of(record: number): string {
    const row = this.rowOf.get(record)
    if (row === undefined) return ''
    const { family, strings } = this.table
    const text = (column: Uint32Array): string => strings[column[row] ?? 0] ?? ''
    const number = (column: Uint32Array, label: string): string =>
      column[row] === NO_NUMBER ? '' : `${label} ${column[row]}`
    const kind: EventKind | undefined = EVENT_KINDS[family.kind[row] ?? 0]
    switch (kind) {
      case 'logon':
      case 'logon-failed':
        return [number(family.logonType, 'type'), text(family.ip) || text(family.workstation)]
          .filter(Boolean)
          .join(', ')
      case 'explicit-credentials':
        return [text(family.targetUser), text(family.targetServer)].filter(Boolean).join(' on ')
      case 'reconnected':
      case 'disconnected':
        return [text(family.ip), text(family.clientName), text(family.sessionName)].filter(Boolean).join(', ')
      case 'process-start':
        return text(family.processName).split('\\').at(-1) ?? ''
      case 'shutdown-requested':
        return [text(family.text3), text(family.text4)].filter(Boolean).join(' by ')
      case 'lsm-reason':
        return [number(family.sessionId, 'session'), number(family.reason, 'reason')]
          .filter(Boolean)
          .join(', ')
      case 'lsm-logon':
      case 'lsm-reconnect':
      case 'lsm-disconnect':
      case 'lsm-logoff':
        return [number(family.sessionId, 'session'), text(family.ip)].filter(Boolean).join(', ')
      default:
        return ''
    }
  }
}
