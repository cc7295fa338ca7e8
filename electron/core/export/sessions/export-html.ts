/** A report as one HTML file without script: it opens anywhere, prints well, and loads nothing. */
import type { Annotation } from '../../../contract/case-file'
import type { Session } from '../../../contract/sessions'
import { sourceText } from '../../query/session-sources'
import { fullAccountText } from '../../text/account'
import { durationText } from '../../text/duration'
import { endReasonWord } from '../../text/end-reasons'
import { logonTypeName } from '../../text/logon-types'
import { formatFileTime } from '../../text/time'
import { visibleName, visibleText } from '../../text/visible-text'
import { factLines, type ExportCase } from './export-case'

const STYLE = `body{font:13px/1.45 system-ui,"Segoe UI",sans-serif;color:#1c2126;margin:32px;max-width:1400px}
h1{font-size:20px;margin:0 0 4px}h2{font-size:15px;margin:28px 0 8px}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;vertical-align:top;padding:4px 6px;border-bottom:1px solid #d9dde1}th{font-weight:600;background:#f4f6f7}
td p{margin:0 0 2px}td.n{text-align:right}td.h{font-family:ui-monospace,Consolas,monospace;font-size:11px;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:max-content 1fr;gap:2px 16px;margin:8px 0}dt{color:#59636e}dd{margin:0}
td.l{overflow-wrap:anywhere}
details p{margin:4px 0;color:#59636e}summary{cursor:pointer}
@media print{body{margin:0;font-size:10px}td,th{padding:3px 5px}thead{display:table-header-group}tr{break-inside:avoid}}`

/** @param paper derivations are written out, since nobody opens them there */
export function* exportHtml(from: ExportCase, paper = false): Generator<string> {
  const { facts, sessions } = from
  yield `<!doctype html>\n<html lang="en"><head><meta charset="utf-8">\n`
  yield `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">\n`
  yield `<title>Logon sessions</title>\n<style>${STYLE}</style></head><body>\n<h1>Logon sessions</h1>\n<dl>\n`
  for (const [name, value] of factLines(from)) yield `<dt>${html(name)}</dt><dd>${html(value)}</dd>\n`
  yield `</dl>\n<h2>How the sessions ended</h2>\n<table><thead><tr><th>End</th><th>Sessions</th></tr></thead><tbody>\n`
  for (const [reason, count] of countByReason(sessions))
    yield `<tr><td>${html(reason)}</td><td class="n">${count}</td></tr>\n`
  yield `</tbody></table>\n<h2>Sessions</h2>\n<table><thead><tr>${HEADERS.map((name) => `<th>${name}</th>`).join('')}</tr></thead><tbody>\n`
  for (const session of sessions) yield row(from, session, paper)
  yield `</tbody></table>\n<h2>Evidence</h2>\n<table><thead><tr><th>Log</th><th>Bytes</th><th>SHA-256</th></tr></thead><tbody>\n`
  for (const { path, size, sha256 } of facts.sources) {
    yield `<tr><td>${html(path)}</td><td class="n">${size}</td><td class="h">${sha256 ?? 'not computed'}</td></tr>\n`
  }
  yield `</tbody></table>\n</body></html>\n`
}

const HEADERS = [
  'Account',
  'Computer',
  'Logon type',
  'Source',
  'Start (UTC)',
  'End (UTC)',
  'Duration',
  'End',
  'Confidence',
  'Tags and notes',
  'Derivation',
]

/** Characters of one text on paper: laying out a row of many pages takes minutes, and nobody reads it there. */
export const MAX_ON_PAPER = 2000

function onPaper(text: string): string {
  if (text.length <= MAX_ON_PAPER) return text
  return `${text.slice(0, MAX_ON_PAPER)} [cut: ${text.length} characters, whole in CSV and JSON Lines]`
}

function row({ found, said }: ExportCase, session: Session, paper: boolean): string {
  const fit = paper ? onPaper : (text: string): string => text
  const [type] = session.logonTypes
  const { start, end } = session
  const began =
    start.best !== null
      ? formatFileTime(start.best)
      : start.latest !== null
        ? `≤ ${formatFileTime(start.latest)}`
        : 'unknown'
  const ended =
    end.best === null ? 'none' : `${end.earliest === end.latest ? '' : '~'}${formatFileTime(end.best)}`
  const cells = [
    fullAccountText(session),
    visibleName(found.machines[session.machine]?.name ?? ''),
    type === undefined
      ? ''
      : `${type} ${logonTypeName(type)}${session.burst ? ` x${session.burst.count}` : ''}`,
    visibleName(sourceText(session, found.logons)),
  ]
  const course = [durationText(session), endReasonWord(end.reason), session.confidence ?? '']
  const why = session.explanation.map((sentence) => `<p>${html(fit(sentence))}</p>`).join('')
  const records = `${session.evidence.length} ${session.evidence.length === 1 ? 'record' : 'records'}`
  const derivation = paper
    ? `<p>${records}</p>${why}`
    : `<details><summary>${records}</summary>${why}</details>`
  const remarks = remarksOf(said.get(session.id))
    .map((remark) => `<p>${html(fit(remark))}</p>`)
    .join('')
  return `<tr>${cells.map((cell) => textCell(fit(cell))).join('')}${timeCell(began)}${timeCell(ended)}${course.map(textCell).join('')}<td${longClass(remarks)}>${remarks}</td><td>${derivation}</td></tr>\n`
}

/** A word that no column has room for breaks anywhere, so that the page stays as wide as it is. */
const longClass = (text: string): string => (/[^\s<>]{40}/.test(text) ? ' class="l"' : '')

const textCell = (text: string): string => `<td${longClass(text)}>${html(text)}</td>`

/** Day and clock each on a line of their own; the headings say that it is UTC. */
const timeCell = (text: string): string => `<td>${html(text).replace('T', '<br>').replace(/Z$/, '')}</td>`

/** What a person said of a session, a line each. */
function remarksOf(said: Annotation | undefined): string[] {
  if (said === undefined) return []
  const { tags, bookmark, note, verdict } = said
  const words = [...tags, ...(bookmark ? ['bookmark'] : [])].join(', ')
  const judged = verdict === null ? '' : `${verdict.word}: ${verdict.reason}`
  return [words, judged, ...note.split('\n')].filter((line) => line !== '')
}

function countByReason(sessions: readonly Session[]): [string, number][] {
  const counts = new Map<string, number>()
  for (const { end } of sessions) {
    const word = endReasonWord(end.reason)
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text from a log as text, whatever it holds. */
function html(text: string): string {
  return visibleText(text).replace(/[&<>"']/g, (character) => ENTITIES[character]!)
}
