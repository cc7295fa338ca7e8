import { describe, expect, test, vi } from 'vitest'
import type {
  BarsReply,
  EngineReplies,
  EngineRequest,
  LanesReply,
} from '../../../../electron/contract/engine'
import type { ResultId } from '../../../../electron/contract/ids'
import type { EngineClient } from '../../../../renderer/state/engine-client'
import { TimelineLoader } from '../../../../renderer/timeline/data/timeline-loader'
import { at, barsReply, lane } from './sample-picture'

const LANES = Array.from({ length: 200 }, (_, i) => lane(`u${i}`, 'WS1', i))

/** An engine that answers when told to. */
function slowEngine() {
  const waiting: {
    readonly request: EngineRequest
    readonly answer: () => void
    readonly fail: () => void
  }[] = []
  const value = (request: EngineRequest): unknown => {
    if (request.call === 'lanes')
      return {
        resultId: request.resultId as ResultId,
        lanes: LANES,
        marks: [],
        evidenceEnd: [],
      } satisfies LanesReply
    return barsReply([{ lane: 0, from: 0, to: 10 }]) satisfies BarsReply
  }
  const call = (request: EngineRequest): Promise<unknown> =>
    new Promise((resolve, reject) => {
      waiting.push({ request, answer: () => resolve(value(request)), fail: () => reject(new Error('gone')) })
    })
  const flush = async (): Promise<void> => {
    for (let i = 0; i < 5; i++) await Promise.resolve()
  }
  return {
    engine: { call } as Pick<EngineClient, 'call'> & {
      call: (r: EngineRequest) => Promise<EngineReplies['bars']>
    },
    waiting,
    async answer(): Promise<EngineRequest> {
      const next = waiting.shift()
      next?.answer()
      await flush()
      return next!.request
    },
    async fail(): Promise<void> {
      waiting.shift()?.fail()
      await flush()
    },
  }
}

const view = (fromMinute: number, toMinute: number, scrollTop = 0) => ({
  window: { fromMs: at(fromMinute), toMs: at(toMinute) },
  width: 800,
  height: 312,
  scrollTop,
  scale: 1,
})
const id = (value: number) => value as ResultId

describe('loader', () => {
  test('lanes and bars arrive as a pair; the old one stays until then', async () => {
    const { engine, answer, waiting } = slowEngine()
    const loader = new TimelineLoader(engine)
    const heard = vi.fn()
    loader.subscribe(heard)
    loader.setView(view(0, 60))
    loader.setResult(id(1), 'account')
    expect((await answer()).call).toBe('lanes')
    expect(loader.snapshot()).toBeNull()
    expect(await answer()).toMatchObject({ call: 'bars', laneFrom: 0, laneTo: 33, widthPx: 2400 })
    expect(loader.snapshot()).toMatchObject({ resultId: 1, groupBy: 'account' })
    loader.setResult(id(2), 'computer')
    await answer()
    expect(loader.snapshot()).toMatchObject({ resultId: 1 })
    await answer()
    expect(loader.snapshot()).toMatchObject({ resultId: 2, groupBy: 'computer' })
    expect(heard).toHaveBeenCalledTimes(2)
    expect(waiting).toEqual([])
  })
  test('an answer to a result that is no longer wanted is dropped', async () => {
    const { engine, answer } = slowEngine()
    const loader = new TimelineLoader(engine)
    loader.setView(view(0, 60))
    loader.setResult(id(1), 'account')
    await answer()
    loader.setResult(id(2), 'account')
    await answer()
    expect(loader.snapshot()).toBeNull()
    await answer()
    await answer()
    expect(loader.snapshot()?.resultId).toBe(2)
  })
  test('panning within what is loaded asks nothing; beyond it asks once at a time', async () => {
    const { engine, answer, waiting } = slowEngine()
    const loader = new TimelineLoader(engine)
    loader.setView(view(0, 60))
    loader.setResult(id(1), 'account')
    await answer()
    await answer()
    loader.setView(view(30, 90))
    expect(waiting.length).toBe(0)
    loader.setView(view(90, 150))
    loader.setView(view(300, 360))
    expect(waiting.length).toBe(1)
    await answer()
    expect(waiting.length).toBe(1)
    expect(await answer()).toMatchObject({ fromMs: at(240), toMs: at(420) })
    loader.setView(view(300, 360, 24 * 100))
    expect(await answer()).toMatchObject({ laneFrom: 80, laneTo: 133 })
  })
  test('another zoom asks for its detail after a rest', async () => {
    vi.useFakeTimers()
    const { engine, answer, waiting } = slowEngine()
    const loader = new TimelineLoader(engine)
    loader.setView(view(0, 60))
    loader.setResult(id(1), 'account')
    await answer()
    await answer()
    for (const end of [40, 30, 20]) loader.setView(view(0, end))
    expect(waiting.length).toBe(0)
    vi.advanceTimersByTime(100)
    expect(waiting.length).toBe(1)
    expect(await answer()).toMatchObject({ fromMs: at(-20), toMs: at(40), widthPx: 2400 })
    vi.useRealTimers()
  })
  test('an engine that goes away leaves the picture and is asked again with the next result', async () => {
    const { engine, answer, fail } = slowEngine()
    const loader = new TimelineLoader(engine)
    loader.setView(view(0, 60))
    loader.setResult(id(1), 'account')
    await answer()
    await answer()
    loader.setView(view(500, 560))
    await fail()
    expect(loader.snapshot()?.resultId).toBe(1)
    loader.setResult(id(2), 'account')
    await answer()
    await answer()
    expect(loader.snapshot()?.resultId).toBe(2)
  })
})
