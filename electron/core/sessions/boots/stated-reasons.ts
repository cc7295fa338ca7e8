/** What a person gave later as the reason of an unexpected stop: User32 1076, which Windows asks for at the next logon (sessions.md 2.2). */
import { fullAccountText } from '../../text/account'
import { visibleText } from '../../text/visible-text'
import type { BootEnd } from './boot-ends'
import { bootAt, type BootFrame } from './boot-frames'
import type { CaseRows } from '../records/case-rows'
import { KIND } from '../records/kind-index'
import type { LogRows } from '../records/log-rows'

/** A hostile log could state any number of reasons. */
const MAX_STATED = 4

/**
 * Adds to each end that was no clean one what was said of it in a boot after it. It is somebody's word, so neither reason
 * nor time of the end change.
 * @param ends by frame
 */
export function withStatedReasons(
  rows: CaseRows,
  system: LogRows,
  frames: readonly BootFrame[],
  ends: readonly BootEnd[],
): BootEnd[] {
  const stated = ends.map((): number[] => [])
  const lastUnclean = uncleanBefore(ends)
  for (const row of system.rowsOf([KIND['unexpected-stop-reason']]))
    stated[lastUnclean[bootAt(frames, rows.ms(row))] ?? -1]?.push(row)
  return ends.map((end, i) => {
    const told = (stated[i] ?? []).slice(0, MAX_STATED)
    if (told.length === 0) return end
    return {
      ...end,
      evidence: [...told.map((row) => rows.link(row, 'stated-reason')), ...end.evidence],
      sentence: () => `${end.sentence()}${told.map((row) => statedText(rows, row)).join('')}`,
    }
  })
}

/** For each boot the last one before it that did not end cleanly; -1 if none. */
function uncleanBefore(ends: readonly BootEnd[]): number[] {
  let last = -1
  return ends.map(({ kind }, i) => {
    const before = last
    if (kind === 'crash' || kind === 'unknown') last = i
    return before
  })
}

function statedText(rows: CaseRows, row: number): string {
  const { text1: reason, text2: code, text3: comment, text4: user } = rows.family
  const told = (id: number | undefined): string => visibleText(rows.text(id ?? 0) ?? '').trim()
  const who = rows.text(user[row] ?? 0)
  const name = who === null ? 'a person' : fullAccountText({ account: who, domain: null, sid: null })
  const words = [told(reason[row]), told(comment[row])].filter((part) => part !== '' && part !== '-')
  const quoted = words.map((part) => `"${part}"`).join(', ')
  const number = told(code[row])
  return `; the reason that ${name} gave later: ${[quoted, number].filter((part) => part !== '').join(', ') || 'none'} (${rows.cite(row)})`
}
