import { useCallback, useRef, useState } from 'react'
import { useStore } from '../state/store'
import { spansYears } from '../state/result-slice'
import { zoneName } from '../state/view-slice'
import { dayMinuteText, fieldText, fullTimeText, offsetText, parseField } from '../state/zone-format'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import { Button } from '../ui/button'
import { Popover } from '../ui/popover'
import { Chip } from './chip'

const POPOVER_WIDTH = 252

/** The stretch of time that the brush, or this popover, filters to. */
export function TimeChip() {
  const fromMs = useStore((state) => state.filter.fromMs)
  const toMs = useStore((state) => state.filter.toMs)
  const zone = useStore(zoneName)
  const setTimeRange = useStore((state) => state.setTimeRange)
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  const withYear = useStore(spansYears)
  const written = (timeMs: number): string =>
    withYear ? fieldText(zone, timeMs).replace('T', ' ') : dayMinuteText(zone, timeMs)
  const set = fromMs !== null && toMs !== null
  return (
    <>
      <Chip
        anchor={anchor}
        name={strings.filter.time}
        hideName
        set={set}
        value={
          set ? (
            <>
              <Icon name="clock" size={12} />
              {`${written(fromMs)} \u2013 ${written(toMs)}`}
            </>
          ) : null
        }
        title={
          set ? `${fullTimeText(zone, fromMs)} to ${fullTimeText(zone, toMs)}` : `${strings.filter.time}: any`
        }
        expanded={open}
        onOpen={() => setOpen(!open)}
        onRemove={() => setTimeRange(null)}
      />
      {open ? (
        <Popover
          label={`${strings.filter.time} filter`}
          anchor={anchor}
          onClose={close}
          width={POPOVER_WIDTH}
        >
          <TimeForm onDone={close} />
        </Popover>
      ) : null}
    </>
  )
}

function TimeForm({ onDone }: { readonly onDone: () => void }) {
  const zone = useStore(zoneName)
  const filter = useStore((state) => state.filter)
  const extent = useStore((state) => state.result?.extent)
  const setTimeRange = useStore((state) => state.setTimeRange)
  const visible = useStore((state) => state.timeWindow)
  const start = filter.fromMs ?? visible?.fromMs ?? extent?.fromMs ?? 0
  const [from, setFrom] = useState(() => fieldText(zone, start))
  const [to, setTo] = useState(() => fieldText(zone, filter.toMs ?? visible?.toMs ?? extent?.toMs ?? 0))
  const fromMs = parseField(zone, from)
  const toMs = parseField(zone, to)
  const backwards = fromMs !== null && toMs !== null && toMs <= fromMs
  return (
    <form
      className="time-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (fromMs === null || toMs === null || backwards) return
        setTimeRange({ fromMs, toMs })
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
        <input
          type="datetime-local"
          required
          value={to}
          aria-invalid={backwards}
          onChange={(event) => setTo(event.target.value)}
        />
      </label>
      <p className={backwards ? 'danger' : 'dim'}>
        {backwards ? strings.filter.badRange : offsetText(zone, start)}
      </p>
      <div className="time-actions">
        <Button
          onClick={() => {
            setTimeRange(null)
            onDone()
          }}
        >
          {strings.filter.wholeCase}
        </Button>
        <Button type="submit" disabled={fromMs === null || toMs === null || backwards}>
          {strings.filter.apply}
        </Button>
      </div>
    </form>
  )
}
