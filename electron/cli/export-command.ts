import type { Acquisition } from '../contract/acquisition'
import type { Annotation } from '../contract/case-file'
import type { SourceState } from '../contract/engine'
import type { ExportFormat } from '../contract/exports'
import type { EventTable } from '../core/columns/event-table'
import type { ToldNames } from '../core/sessions/machines/machines'
import { reconstruct } from '../core/sessions/reconstruct'
import { writeExport, type WrittenExport } from '../worker/export/write-export'

/** Writes the sessions of the logs that were read. @throws Error with a sentence for a person */
export function exportSessions(
  table: EventTable,
  sources: readonly SourceState[],
  acquisitions: ReadonlyMap<string, readonly Acquisition[]>,
  target: {
    readonly told: ToldNames
    /** What a case says of sessions. */
    readonly said: readonly Annotation[]
    readonly path: string
    readonly format: ExportFormat
    readonly all: boolean
    readonly version: string
  },
): Promise<WrittenExport> {
  const found = reconstruct(table, target.told)
  const { path, format, all, version } = target
  const sessions = all ? found.sessions : found.sessions.filter((session) => session.class === 'human')
  return writeExport(path, format, {
    table,
    found,
    sessions,
    said: new Map(target.said.map((one) => [one.session, one])),
    facts: {
      version,
      created: new Date().toISOString(),
      scope: all ? 'all' : 'filtered',
      filter: all ? null : 'class: human',
      exported: sessions.length,
      total: found.sessions.length,
      partial: false,
      sources: sources.map(({ path: source, sha256, size }) => {
        const ways = acquisitions.get(source)
        return { path: source, sha256, size, ...(ways && { acquisitions: ways }) }
      }),
    },
  })
}
