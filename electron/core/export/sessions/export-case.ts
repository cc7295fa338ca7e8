/** What an export is made from, and what it says about itself. */
import type { Acquisition } from '../../../contract/acquisition'
import type { Annotation } from '../../../contract/case-file'
import type { Reconstruction, Session } from '../../../contract/sessions'
import type { EventTable } from '../../columns/event-table'

export interface ExportedSource {
  readonly path: string
  readonly sha256: string | null
  readonly size: number
  /** How it came, where it was not read where it lay. */
  readonly acquisitions?: readonly Acquisition[]
}

/** Goes with every export: where it comes from and what was left out. */
export interface ExportFacts {
  readonly version: string
  /** ISO time of the export, UTC. */
  readonly created: string
  /** What was taken: rows that were picked, what the filter leaves, or everything. */
  readonly scope: 'picked' | 'filtered' | 'all'
  /** The filter in words; null where everything was taken. */
  readonly filter: string | null
  readonly exported: number
  /** All sessions and bursts of the case, hidden classes included. */
  readonly total: number
  /** Logs were still being read. */
  readonly partial: boolean
  readonly sources: readonly ExportedSource[]
}

export interface ExportCase {
  readonly table: EventTable
  readonly found: Reconstruction
  readonly sessions: readonly Session[]
  readonly facts: ExportFacts
  /** What the case says of sessions, by Session.id. */
  readonly said: ReadonlyMap<string, Annotation>
}

const SCOPES = { picked: 'picked rows', filtered: 'what the filter leaves', all: 'all' } as const

/** The facts as name and value, in reading order; sources are listed apart. */
export function factLines({ facts }: ExportCase): readonly (readonly [string, string])[] {
  return [
    ['Written by', `Sojourn ${facts.version}`],
    ['Written at', facts.created],
    ['Times', 'UTC'],
    ['Scope', SCOPES[facts.scope]],
    ['Filter', facts.filter ?? 'none'],
    ['Sessions', `${facts.exported} of ${facts.total}`],
    ...(facts.partial ? [['State', 'Logs were still being read: ends may change.'] as const] : []),
  ]
}

/** The facts as one JSON object, for formats that have no place for them. */
export function factsJson(
  { facts }: ExportCase,
  file: { readonly name: string; readonly sha256: string },
): string {
  return JSON.stringify({ ...facts, zone: 'UTC', file: file.name, sha256: file.sha256 }, null, 2) + '\n'
}
