import { useState } from 'react'
import type { SessionDetails } from '../../electron/contract/engine'
import { visibleText } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { zoneOf } from '../state/view-slice'
import { dayTimeText, fromToText } from '../state/zone-format'
import { strings } from '../strings'
import { Button } from '../ui/button'
import { countText } from '../ui/numbers'

/** The single logons that a burst is drawn for, listed when asked. */
export function BurstLogons({ details }: { readonly details: SessionDetails }) {
  const zone = useStore((state) => zoneOf(state, details.row.computer))
  const [openId, setOpenId] = useState<string | null>(null)
  const { burst, row } = details
  if (burst.length === 0) return null
  const open = openId === row.id
  const more = (row.burstCount ?? burst.length) - burst.length
  return (
    <section className="details-section">
      <h3>
        {strings.pane.singleLogons} <em>{countText(row.burstCount ?? burst.length)}</em>
        <Button kind="link" aria-expanded={open} onClick={() => setOpenId(open ? null : row.id)}>
          {open ? strings.pane.closeBurst : strings.pane.openBurst}
        </Button>
      </h3>
      {open ? (
        <ol className="connections selectable">
          {burst.map(({ logonId, fromMs, toMs, source }, index) => (
            <li key={`${logonId} ${index}`}>
              <span>
                {fromMs !== null
                  ? fromToText(zone, fromMs, toMs)
                  : `${strings.pane.startUnknown}${toMs === null ? '' : ` \u2013 ${dayTimeText(zone, toMs)}`}`}
              </span>
              <code>{visibleText(logonId)}</code>
              <span className="clip">{visibleText(source)}</span>
            </li>
          ))}
        </ol>
      ) : null}
      {open && more > 0 ? <p className="dim">{`${countText(more)} more are not listed.`}</p> : null}
    </section>
  )
}
