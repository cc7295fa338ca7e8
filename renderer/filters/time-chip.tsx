import { useCallback, useRef, useState } from 'react'
import { termOf, timeTerm } from '../state/filter-slice'
import { useStore } from '../state/store'
import { spansYears } from '../state/result-slice'
import { zoneName } from '../state/view-slice'
import { dayMinuteText, fieldText, fullTimeText, offsetText, parseField } from '../state/zone-format'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import { Button } from '../ui/button'
import { Popover } from '../ui/popover'
import { Chip } from './chip'
import { termTitle, termValueText } from './term-text'

const POPOVER_WIDTH = 252

/** The stretch of time that this popover, or the text, filters to. */
export function TimeChip() {
  const terms = useStore((state) => state.terms)
  const zone = useStore(zoneName)
  const changeTerm = useStore((state) => state.changeTerm)
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const close = useCallback(() => setOpen(false), [])
  const withYear = useStore(spansYears)
  const written = (timeMs: number): string =>
    withYear ? fieldText(zone, timeMs).replace('T', ' ') : dayMinuteText(zone, timeMs)
  const term = termOf({ terms }, 'time')
  const { fromMs, toMs } = timeTerm(terms) ?? {}
  const stretch = stretchText(fromMs, toMs, written)
  return (
    <>
      <Chip
        anchor={anchor}
        name={strings.filter.time}
        hideName
        set={term !== null}
        not={term?.not === true}
        value={
          term === null ? null : (
            <>
              <Icon name="clock" size={12} />
              {stretch ?? termValueText(term)}
            </>
          )
        }
        title={
          term === null
            ? `${strings.filter.time}: any`
            : (stretchText(fromMs, toMs, (timeMs) => fullTimeText(zone, timeMs)) ?? termTitle(term))
        }
        expanded={open}
        onOpen={() => setOpen(!open)}
        onRemove={() => changeTerm(term, null)}
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

/** null where it is no single stretch. */
function stretchText(
  fromMs: number | undefined,
  toMs: number | undefined,
  written: (timeMs: number) => string,
): string | null {
  if (fromMs !== undefined && toMs !== undefined) return `${written(fromMs)} \u2013 ${written(toMs)}`
  if (fromMs !== undefined) return `${strings.filter.after} ${written(fromMs)}`
  return toMs === undefined ? null : `${strings.filter.before} ${written(toMs)}`
}

function TimeForm({ onDone }: { readonly onDone: () => void }) {
  const zone = useStore(zoneName)
  const terms = useStore((state) => state.terms)
  const extent = useStore((state) => state.result?.extent)
  const setTimeRange = useStore((state) => state.setTimeRange)
  const visible = useStore((state) => state.timeWindow)
  const range = timeTerm(terms) ?? {}
  const start = range.fromMs ?? visible?.fromMs ?? extent?.fromMs ?? 0
  const [from, setFrom] = useState(() => fieldText(zone, start))
  const [to, setTo] = useState(() => fieldText(zone, range.toMs ?? visible?.toMs ?? extent?.toMs ?? 0))
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
