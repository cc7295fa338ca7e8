/** From a logon draft to the logon as it is shown. */
import type { FileTime } from '../../../contract/ids'
import type { EvidenceLink, Logon, RecordedTimes } from '../../../contract/sessions'
import { accountText, fullAccountText } from '../../text/account'
import type { BootContext } from '../boots/boot-context'
import { isWellKnownLuid } from '../records/case-rows'
import { movedBy, stepsBetween } from '../clock/steps'
import type { FoundEnd } from '../ends/end-at-row'
import { logonEnd, notBeforeStart, notBeforeSteps } from '../ends/ends'
import { hashRest } from '../hash-id'
import { flagSentences, flagsOf } from './logon-flags'
import { isOnlyReleased, seenRow, type LogonDraft } from './logon-drafts'
import { logonStart } from './starts'

export interface BuiltLogon {
  readonly logon: Logon
  /** Sentences, made only where someone reads them. */
  readonly explain: () => readonly string[]
}

const NO_GUID = '{00000000-0000-0000-0000-000000000000}'
/** Ends as type 7 does. */
const UNLOCK = 7
const NEVER = (): boolean => false
const NO_SOURCE: Logon['source'] = { ip: null, port: null, workstation: null }
const NO_AUTH: Logon['auth'] = { package: null, process: null, lm: null, keyLength: null }

/**
 * @param inherited end of the desktop session that the logon owns
 * @param isReconnect it only reconnected a session: its 4634 ends a helper, whatever its type
 */
export function buildLogon(
  context: BootContext,
  draft: LogonDraft,
  inherited: FoundEnd | null,
  isReconnect: boolean,
): BuiltLogon {
  const { rows } = context
  const start = logonStart(context, draft)
  const found =
    inherited ??
    logonEnd(rows, {
      userLogoffRow: draft.userLogoffRow,
      logoffRow: draft.logoffRow,
      desktop: null,
      witness: null,
      logonType: isReconnect ? UNLOCK : draft.logonType,
      boot: context.end,
      gaps: context.gaps,
      outages: context.outages,
      securityUntil: context.securityUntil,
      startsShownSince: context.startsShownSince,
      unaudited: context.unaudited,
      ...(isOnlyReleased(rows, [draft]) ? { releasedSince: start.earliest } : {}),
      mayBeHalf: draft.class === 'human' && draft.logonType === null,
      lastSign: () => draft.lastRow,
      disconnected: NEVER,
    })
  const end =
    inherited === null ? endAfterStart(context, draft, found, start.best) : notBeforeStart(found, start.best)
  const sid = rows.text(draft.sid)
  const logon: Logon = {
    id: hashRest(
      context.logonIds,
      draft.logonId.toString(16),
      sid ?? '',
      String(rows.recordedRowTime(seenRow(draft))),
    ),
    machine: context.machine,
    boot: context.bootIndex,
    logonId: draft.logonId,
    linkedLogonId: draft.linkedId === 0n ? null : draft.linkedId,
    parentLogonId: parentOf(context, draft),
    sid,
    account: rows.text(draft.account),
    domain: rows.text(draft.domain),
    logonType: draft.logonType,
    class: draft.class,
    start,
    end: end.end,
    recorded: recordedEnd(end),
    tokenReleased: draft.releaseRow < 0 ? null : rows.time(draft.releaseRow),
    source: sourceOf(context, draft),
    auth: authOf(context, draft),
    logonGuid: guidOf(context, draft),
    flags: flagsOf(rows, draft),
    evidence: withEnd(draft.evidence(), end.evidence),
  }
  return {
    logon,
    explain: () => [
      startSentence(context, draft),
      ...startedBySentence(context, draft),
      ...flagSentences(rows, draft),
      ...end.explain(),
    ],
  }
}

function endAfterStart(
  { rows, clockSteps }: BootContext,
  draft: LogonDraft,
  found: FoundEnd,
  start: FileTime | null,
): FoundEnd {
  const { best } = found.end
  if (clockSteps.length === 0 || best === null) return notBeforeStart(found, start)
  const last = draft.userLogoffRow >= 0 ? draft.userLogoffRow : draft.logoffRow
  const steps = stepsBetween(rows, clockSteps, draft.startRow, last, best)
  return notBeforeStart(notBeforeSteps(found, start, movedBy(steps)), start)
}

function recordedEnd({ end, movedTicks }: FoundEnd): RecordedTimes | null {
  return movedTicks === undefined || end.best === null ? null : { start: null, end: end.best - movedTicks }
}

function startSentence({ rows }: BootContext, draft: LogonDraft): string {
  return draft.startRow >= 0
    ? `Start taken from logon ${rows.cite(draft.startRow)}.`
    : `The start is not in evidence; first sign of life ${rows.cite(draft.firstRow)}.`
}

function sourceOf({ rows }: BootContext, draft: LogonDraft): Logon['source'] {
  const row = draft.startRow
  if (row < 0) return NO_SOURCE
  const { family } = rows
  const port = rows.text(family.port[row] ?? 0)
  return {
    ip: rows.address(family.ip[row] ?? 0),
    port: port === '0' ? null : port,
    workstation: rows.text(family.workstation[row] ?? 0),
  }
}

function authOf({ rows }: BootContext, draft: LogonDraft): Logon['auth'] {
  const row = draft.startRow
  if (row < 0) return NO_AUTH
  const { family } = rows
  return {
    package: rows.text(family.authPackage[row] ?? 0),
    process: rows.text(family.logonProcess[row] ?? 0)?.trim() ?? null,
    lm: rows.text(family.lmPackage[row] ?? 0),
    keyLength: rows.number(family.keyLength, row),
  }
}

function guidOf({ rows }: BootContext, draft: LogonDraft): string | null {
  const guid = draft.startRow < 0 ? null : rows.text(rows.family.logonGuid[draft.startRow] ?? 0)
  return guid === NO_GUID ? null : guid
}

/** A person's logon that asked for this one, by the 4624's subject. */
function parentOf({ rows }: BootContext, draft: LogonDraft): bigint | null {
  const parent = draft.startRow < 0 ? 0 : rows.subjectLuid(draft.startRow)
  return isWellKnownLuid(parent) || parent === draft.luid ? null : rows.logonIdOf(parent)
}

function startedBySentence({ rows }: BootContext, draft: LogonDraft): string[] {
  const { family } = rows
  const row = draft.startRow
  if (row < 0) return []
  const sentences: string[] = []
  const parent = rows.subjectLuid(row)
  if (!isWellKnownLuid(parent) && parent !== draft.luid) {
    const by = fullAccountText({
      account: rows.text(family.subjectUser[row] ?? 0),
      domain: rows.text(family.subjectDomain[row] ?? 0),
      sid: rows.text(family.subjectSid[row] ?? 0),
    })
    sentences.push(
      `Started from logon 0x${rows.logonIdOf(parent).toString(16)} of ${by} (${rows.cite(row)}).`,
    )
  }
  const outbound = rows.text(family.outboundUser[row] ?? 0)
  if (outbound !== null) {
    const network = fullAccountText({
      account: outbound,
      domain: rows.text(family.outboundDomain[row] ?? 0),
      sid: null,
    })
    const own = accountText({ account: rows.text(draft.account), domain: null, sid: rows.text(draft.sid) })
    sentences.push(`It acts as ${own} (network identity ${network}) by ${rows.cite(row)}.`)
  }
  return sentences
}

/** Own records in write order, then those that only tell the end. */
function withEnd(own: readonly EvidenceLink[], end: readonly EvidenceLink[]): readonly EvidenceLink[] {
  if (end.length === 0) return own
  const added = end.filter(({ record }) => !own.some((link) => link.record === record))
  return added.length === 0 ? own : [...own, ...added]
}
