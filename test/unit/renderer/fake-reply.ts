import type { QueryReply } from '../../../electron/contract/engine'
import type { ResultId } from '../../../electron/contract/ids'

/** An answer without rows; version, result and count are this number. */
export function fakeReply(version: number): QueryReply {
  return {
    version,
    resultId: version as ResultId,
    matched: version,
    total: 10,
    hidden: {},
    eventCount: 0,
    clockCorrections: 0,
    gaps: 0,
    extent: null,
    histogram: null,
    facets: {
      account: [],
      computer: [],
      type: [],
      end: [],
      source: [],
      dur: [],
      conf: [],
      class: [],
      tag: [],
    },
    removedBy: [],
    rows: [],
  }
}
