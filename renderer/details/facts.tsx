import type { EvidenceItem, SessionDetails } from '../../electron/contract/engine'
import type { FileTime } from '../../electron/contract/ids'
import { endReasonWord } from '../../electron/core/text/end-reasons'
import { logonFlagWord } from '../../electron/core/text/logon-flags'
import { fileTimeToUnixMs } from '../../electron/core/text/time'
import { visibleName, visibleText } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { valueMark } from '../state/value-actions'
import { zoneOf } from '../state/view-slice'
import { fileTimeText, fullFileTimeText } from '../state/zone-format'
import { Mark } from '../theme/mark'
import { ConfidenceMeter } from '../ui/confidence'
import { hostName } from '../ui/host-name'
import { Fact } from '../ui/fact'
import { countText } from '../ui/numbers'
import { methodWords } from './method-words'

/** What is known, one fact a line. */
export function Facts({ details }: { readonly details: SessionDetails }) {
  const zone = useStore((state) => zoneOf(state, details.row.computer))
  const { row, start, end, logonIds } = details
  const [logonId, ...others] = logonIds
  return (
    <dl className="facts selectable">
      {hostName(row.computer) === visibleText(row.computer) ? null : (
        <Fact name="Computer">
          <span {...valueMark({ kind: 'computer', value: row.computer })}>{visibleName(row.computer)}</span>
        </Fact>
      )}
      <Fact name="Start">
        <Bounds interval={start} zone={zone} none="Not in evidence" />
        <Recorded time={details.recorded.start} zone={zone} />
      </Fact>
      <Fact name="End">
        {row.pending ? (
          'May change until all files are read'
        ) : (
          <>
            <span {...valueMark({ kind: 'end', value: row.endReason })}>{endReasonWord(row.endReason)}</span>
            <EndEvent details={details} />
            {details.endedBy === null ? null : (
              <span className="dim">{`by ${visibleText(details.endedBy)}`}</span>
            )}
          </>
        )}
      </Fact>
      <Fact name="Ended at">
        <Bounds interval={end} zone={zone} none="Not in evidence" />
        <Recorded time={details.recorded.end} zone={zone} />
      </Fact>
      {row.confidence === null ? null : (
        <Fact name="Confidence">
          <span {...valueMark({ kind: 'conf', value: row.confidence })}>
            <ConfidenceMeter confidence={row.confidence} />
          </span>
          {details.endMethod === '' ? null : (
            <span className="dim">{visibleText(methodWords(details.endMethod))}</span>
          )}
        </Fact>
      )}
      {row.source === '' ? null : (
        <Fact name="Source">
          <span {...valueMark({ kind: 'source', value: row.source })}>{visibleName(row.source)}</span>
        </Fact>
      )}
      {row.burstCount === null ? null : (
        <Fact name="Logons">{`${countText(row.burstCount)} shown as one`}</Fact>
      )}
      {logonId === undefined ? null : (
        <Fact name="Logon ID">
          <code>{visibleText(logonId)}</code>
          {others.length > 0 ? <span className="dim">and</span> : null}
          {others.slice(0, OTHERS_SHOWN).map((id) => (
            <code key={id}>{visibleText(id)}</code>
          ))}
          {others.length > OTHERS_SHOWN ? (
            <span className="dim">{`and ${countText(others.length - OTHERS_SHOWN)} more`}</span>
          ) : null}
        </Fact>
      )}
      {row.elevationUsed || row.adminCapable ? (
        <Fact name="Token">
          <Mark name={row.elevationUsed ? 'm-elevated' : 'm-admin-capable'} size={13} />
          {row.elevationUsed ? 'Elevated, used' : 'Admin-capable'}
        </Fact>
      ) : null}
      {details.flags.length === 0 ? null : (
        <Fact name="Badges">
          <span className="badges">
            {details.flags.map((flag) => (
              <span key={flag} className="badge">
                {logonFlagWord(flag)}
              </span>
            ))}
          </span>
        </Fact>
      )}
      {details.auth === '' ? null : <Fact name="Logon via">{visibleText(details.auth)}</Fact>}
      {row.sid === null ? null : (
        <Fact name="SID">
          <code className="clip" title={row.sid} {...valueMark({ kind: 'sid', value: row.sid })}>
            {visibleText(row.sid)}
          </code>
        </Fact>
      )}
    </dl>
  )
}

const OTHERS_SHOWN = 3

/** The number of the record that ended the session opens it. */
function EndEvent({ details }: { readonly details: SessionDetails }) {
  const openRawRecord = useStore((state) => state.openRawRecord)
  const item = endItem(details)
  if (item === undefined) return null
  return (
    <button
      type="button"
      className="event-link"
      title={`Open record ${item.recordId}`}
      onClick={() => openRawRecord({ source: item.source, offset: item.offset })}
    >
      {item.eventId}
    </button>
  )
}

/** Roles of records that prove an end. */
const END_ROLES: ReadonlySet<string> = new Set(['user-logoff', 'lsm-logoff', 'desktop-logoff', 'stop', 'end'])

/** The record that the end was taken from; of a crash the record that tells of it, which comes later. */
function endItem({ row, evidence, end, recorded }: SessionDetails): EvidenceItem | undefined {
  if (row.endReason === 'crash') return evidence.find((item) => item.role === 'crash')
  return evidence.find((item) => item.time === (recorded.end ?? end.best) && END_ROLES.has(item.role))
}

/** What the clock of the computer showed, where the time beside it was corrected. */
function Recorded({ time, zone }: { readonly time: FileTime | null; readonly zone: string }) {
  if (time === null) return null
  return (
    <span
      className="dim"
      title={fullFileTimeText(zone, time)}
    >{`recorded as ${fileTimeText(zone, time)}`}</span>
  )
}

function Bounds({
  interval,
  zone,
  none,
}: {
  readonly interval: SessionDetails['start']
  readonly zone: string
  readonly none: string
}) {
  const { earliest, best, latest } = interval
  const lines = [
    best === null ? null : { word: '', time: best },
    earliest !== null && earliest !== best ? { word: 'not before ', time: earliest } : null,
    latest !== null && latest !== best ? { word: 'not after ', time: latest } : null,
  ].filter((line) => line !== null)
  if (lines.length === 0) return <span className="dim">{none}</span>
  return (
    <span className="bounds">
      {lines.map((line) => (
        <span
          key={line.word}
          title={fullFileTimeText(zone, line.time)}
          {...valueMark({ kind: 'time', timeMs: fileTimeToUnixMs(line.time) })}
        >
          {line.word === '' ? null : <span className="dim">{line.word}</span>}
          {best !== null && line.time !== best
            ? withoutDay(zone, line.time, best)
            : fileTimeText(zone, line.time)}
        </span>
      ))}
    </span>
  )
}

/** The clock alone where the day is that of the line above. */
function withoutDay(zone: string, time: bigint, above: bigint): string {
  const text = fileTimeText(zone, time)
  const [day] = text.split(' ')
  return fileTimeText(zone, above).startsWith(`${day} `) ? text.slice(text.indexOf(' ') + 1) : text
}
