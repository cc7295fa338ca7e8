import type { ChannelCoverage } from '../../electron/contract/coverage'
import type { UnixMs } from '../../electron/contract/ids'
import { fileTimeToUnixMs } from '../../electron/core/text/time'

/** Times of the whole case: what all bars are drawn over. */
export interface Extent {
  readonly fromMs: UnixMs
  readonly toMs: UnixMs
}

const WIDTH = 1000
const HEIGHT = 14
/** Least width of a band, so that it is seen. */
const LEAST = 6

/** From the first to the last record of a log, its gaps hatched. */
export function RangeBar({ log, extent }: { readonly log: ChannelCoverage; readonly extent: Extent }) {
  const scale = WIDTH / Math.max(1, extent.toMs - extent.fromMs)
  const place = (timeMs: UnixMs): number => Math.min(WIDTH, Math.max(0, (timeMs - extent.fromMs) * scale))
  const from = place(fileTimeToUnixMs(log.first))
  const to = Math.max(from + LEAST, place(fileTimeToUnixMs(log.last)))
  const bands = log.gaps.map((gap) => {
    const left = gap.from === null ? 0 : place(fileTimeToUnixMs(gap.from))
    const right = gap.to === null ? WIDTH : place(fileTimeToUnixMs(gap.to))
    return { gap, left: Math.min(left, WIDTH - LEAST), width: Math.max(LEAST, right - left) }
  })
  const label = bands.map(({ gap }) => `${gap.kind} ${gap.text}`).join('\n')
  return (
    <svg
      className="range-bar"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label === '' ? 'No gaps known' : label}
    >
      <title>{label === '' ? 'No gaps known' : label}</title>
      <rect className="range-none" x={0} y={0} width={WIDTH} height={HEIGHT} />
      <rect className="range-held" x={from} y={3} width={to - from} height={HEIGHT - 6} />
      {bands.map(({ left, width }, i) => (
        <g key={i}>
          <rect className="range-gap" x={left} y={0} width={width} height={HEIGHT} />
          <rect fill="url(#range-hatch)" x={left} y={0} width={width} height={HEIGHT} />
        </g>
      ))}
    </svg>
  )
}

/** The pattern of gaps; once for all bars of the view. */
export function RangeHatch() {
  return (
    <svg className="range-patterns" aria-hidden="true">
      <pattern id="range-hatch" width={12} height={4} patternUnits="userSpaceOnUse">
        <path className="range-hatch" d="M0 4 12 0" />
      </pattern>
    </svg>
  )
}
