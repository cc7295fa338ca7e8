import { useCallback, useRef, useState } from 'react'
import { useStore } from '../state/store'
import { zoneName } from '../state/view-slice'
import { fieldText, fullTimeText, offsetText, parseField } from '../state/zone-format'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import { Button } from '../ui/button'
import { Popover } from '../ui/popover'

/** The stretch of time of the event browser, in its own fields. */
export function EventTimeChip() {
  const fromMs = useStore((state) => state.eventFilter.fromMs)
  const toMs = useStore((state) => state.eventFilter.toMs)
  const setEventTime = useStore((state) => state.setEventTime)
  const zone = useStore(zoneName)
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  const set = fromMs !== null || toMs !== null
  const written = (timeMs: number | null, none: string): string =>
    timeMs === null ? none : fieldText(zone, timeMs).replace('T', ' ')
  return (
    <span className={`event-chip ${set ? 'is-set' : ''}`}>
      <button
        ref={anchor}
        type="button"
        aria-haspopup="dialog"
        aria-expanded={open}
        title={
          set
            ? [fromMs, toMs]
                .map((timeMs) => (timeMs === null ? 'open' : fullTimeText(zone, timeMs)))
                .join(' to ')
            : `${strings.filter.time}: any`
        }
        onClick={() => setOpen(!open)}
      >
        <Icon name="clock" size={12} />
        {set ? `${written(fromMs, 'first')} \u2013 ${written(toMs, 'last')}` : strings.filter.time}
      </button>
      {set ? (
        <button
          type="button"
          aria-label={`Remove ${strings.filter.time}`}
          onClick={() => setEventTime(null, null)}
        >
          <Icon name="x" size={12} />
        </button>
      ) : null}
      {open ? (
        <Popover label={`${strings.filter.time} filter`} anchor={anchor} onClose={close} width={252}>
          <TimeForm onDone={close} />
        </Popover>
      ) : null}
    </span>
  )
}

function TimeForm({ onDone }: { readonly onDone: () => void }) {
  const zone = useStore(zoneName)
  const filter = useStore((state) => state.eventFilter)
  const extent = useStore((state) => state.result?.extent)
  const visible = useStore((state) => state.timeWindow)
  const setEventTime = useStore((state) => state.setEventTime)
  const start = filter.fromMs ?? visible?.fromMs ?? extent?.fromMs ?? 0
  const [from, setFrom] = useState(() => fieldText(zone, start))
  const [to, setTo] = useState(() => fieldText(zone, filter.toMs ?? visible?.toMs ?? extent?.toMs ?? 0))
  const fromMs = parseField(zone, from)
  const toMs = parseField(zone, to)
  const wrong = fromMs === null || toMs === null || toMs <= fromMs
  return (
    <form
      className="event-time"
      onSubmit={(event) => {
        event.preventDefault()
        if (wrong) return
        setEventTime(fromMs, toMs)
        onDone()
      }}
    >
      <label>
        {strings.filter.from}
        <input
          type="datetime-local"
          required
          value={from}
          onChange={(event) => setFrom(event.target.value)}
        />
      </label>
      <label>
        {strings.filter.to}
        <input type="datetime-local" required value={to} onChange={(event) => setTo(event.target.value)} />
      </label>
      <p className={wrong ? 'danger' : 'dim'}>{wrong ? strings.filter.badRange : offsetText(zone, start)}</p>
      <div className="event-time-actions">
        <Button type="submit" disabled={wrong}>
          {strings.filter.apply}
        </Button>
      </div>
    </form>
  )
}
