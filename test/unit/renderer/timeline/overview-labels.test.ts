import { expect, test } from 'vitest'
import { overviewAxis } from '../../../../renderer/timeline/model/axis-ticks'
import { readInkPalette } from '../../../../renderer/timeline/paint/ink-palette'
import { paintOverview } from '../../../../renderer/timeline/paint/paint-overview'

const DIGIT_PX = 6.5

test('no label of the overview is cut at its right edge', () => {
  const width = 700
  const fromMs = Date.UTC(2024, 2, 12, 12, 28)
  const axis = overviewAxis({ fromMs, toMs: fromMs + 47_000 }, width, 'UTC')
  const written: { text: string; x: number }[] = []
  const context = {
    fillRect: () => undefined,
    measureText: (text: string) => ({ width: text.length * DIGIT_PX }),
    fillText: (text: string, x: number) => written.push({ text, x }),
  } as unknown as CanvasRenderingContext2D
  paintOverview(
    context,
    [],
    axis,
    [],
    { before: 0, after: width },
    width,
    readInkPalette(() => ''),
    1,
  )
  expect(written.length).toBeGreaterThan(3)
  for (const { text, x } of written) expect(x + text.length * DIGIT_PX).toBeLessThanOrEqual(width)
  const last = axis.ticks.filter(({ label, x }) => label !== '' && x <= width).at(-1)
  expect(written.at(-1)?.text).not.toBe(last?.label)
})
