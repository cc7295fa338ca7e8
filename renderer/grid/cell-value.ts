import type { SessionRow } from '../../electron/contract/engine'
import type { Value } from '../state/value-actions'

/** The value of a cell as filters know it; null where there is nothing to filter by. */
export function cellValue(row: SessionRow, column: string): Value | null {
  const { account, domain, sid, computer, confidence, logonType, source, start, end, endReason, pending } =
    row
  const time = (timeMs: number | null): Value | null => (timeMs === null ? null : { kind: 'time', timeMs })
  switch (column) {
    case 'account':
      return account === ''
        ? sid === null
          ? null
          : { kind: 'sid', value: sid }
        : { kind: 'account', value: account }
    case 'domain':
      return domain === '' ? null : { kind: 'domain', value: domain }
    case 'computer':
      return computer === '' ? null : { kind: 'computer', value: computer }
    case 'type':
      return logonType === null ? null : { kind: 'type', value: String(logonType) }
    case 'source':
      return { kind: 'source', value: source }
    case 'start':
      return time(start.best ?? start.latest)
    case 'end':
      return pending ? null : time(end.best ?? end.latest)
    case 'endReason':
      return pending ? null : { kind: 'end', value: endReason }
    case 'confidence':
      return confidence === null ? null : { kind: 'conf', value: confidence }
    case 'duration':
      return start.best === null || end.best === null || pending
        ? null
        : { kind: 'length', ms: Math.max(0, end.best - start.best) }
    default:
      return null
  }
}
