/** Traces of a window's page. */
import type { Page } from '@playwright/test'

/** What the page calls `console.timeStamp` with to be found in its trace. */
export const MARK = 'measured'

export interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly tid: number
  readonly pid: number
  /** Microseconds: begin and length, by the clock and on the processor. */
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly data?: { readonly message?: string } }
}

/** Everything of these categories that happens in the browser meanwhile. */
export async function traced(
  page: Page,
  categories: readonly string[],
  work: () => Promise<void>,
): Promise<readonly TraceEvent[]> {
  const session = await page.context().newCDPSession(page)
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])))
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { includedCategories: [...categories] },
  })
  await work()
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve))
  await session.send('Tracing.end')
  await complete
  return events
}

/** Marks of the page, first first. */
export function marksOf(events: readonly TraceEvent[]): readonly TraceEvent[] {
  return events
    .filter(({ name, args }) => name === 'TimeStamp' && args?.data?.message === MARK)
    .toSorted((a, b) => a.ts - b.ts)
}

/** Events with a length on the thread that left a mark: the page's main thread. */
export function onThreadOf(mark: TraceEvent, events: readonly TraceEvent[]): TraceEvent[] {
  return events.filter(({ ph, pid, tid }) => ph === 'X' && pid === mark.pid && tid === mark.tid)
}
