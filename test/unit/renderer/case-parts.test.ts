// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { WindowNotice } from '../../../electron/contract/bridge'
import type { Annotation } from '../../../electron/contract/case-file'
import { connectEngine } from '../../../renderer/state/connection'
import { engine } from '../../../renderer/state/engine-client'
import { useStore } from '../../../renderer/state/store'
import { FakeEngine } from './fake-engine'

const initial = useStore.getInitialState()
let stop: () => void

beforeEach(() => {
  useStore.setState(initial, true)
  vi.stubGlobal('sojourn', { connect: () => Promise.resolve() })
  stop = connectEngine(engine)
})
afterEach(() => {
  stop()
  engine.detach()
})

const about = { account: 'a', computer: 'pc', logonType: 2, start: null }
const said = (session: string, note: string): Annotation => {
  return { session, about, tags: [], bookmark: false, note, verdict: null }
}
const tell = (notice: WindowNotice): void => {
  window.dispatchEvent(new MessageEvent('message', { data: notice, origin: window.location.origin }))
}
const noted = (): string[] => [...useStore.getState().annotations.values()].map(({ note }) => note)

it('puts the annotations of a large case together, each time anew', () => {
  const { caseView } = useStore.getState()
  const whole = { sojourn: 'case', view: caseView, fresh: false, inParts: true } as const
  tell({ sojourn: 'annotations', part: [said('1', 'one'), said('2', 'two')] })
  tell({ sojourn: 'annotations', part: [said('3', 'three')] })
  expect(noted()).toEqual([])
  tell(whole)
  expect(noted()).toEqual(['one', 'two', 'three'])
  tell({ sojourn: 'annotations', part: [said('1', 'one'), said('2', 'other')] })
  tell(whole)
  expect(noted()).toEqual(['one', 'other'])
  tell({
    sojourn: 'case',
    view: { ...caseView, annotations: [said('9', 'small')] },
    fresh: false,
    inParts: false,
  })
  expect(noted()).toEqual(['small'])
})

it('takes a change of a large case for what it is: of a few sessions, here and in the engine', async () => {
  const fake = new FakeEngine()
  engine.attach(fake.port)
  const { annotations: _, ...view } = useStore.getState().caseView
  const marks = (): (string | undefined)[][] =>
    [...useStore.getState().marked].map(([at, { note }]) => [String(at), note])
  // The client kept what was asked before it had an engine.
  const asked = () => fake.requests.filter(({ call }) => call === 'annotate').slice(-2)
  tell({
    sojourn: 'case',
    view: { ...view, annotations: [said('session-0', 'one'), said('session-1', 'two'), said('away', 'far')] },
    fresh: false,
    inParts: false,
  })
  tell({
    sojourn: 'case-change',
    view: { ...view, unsaved: true },
    sessions: ['session-1', 'session-2', 'session-0', 'away'],
    annotations: [said('session-1', 'other'), said('session-2', 'new')],
  })
  expect(noted()).toEqual(['other', 'new'])
  expect(useStore.getState().caseView).toMatchObject({
    unsaved: true,
    annotations: [{ note: 'other' }, { note: 'new' }],
  })
  await vi.waitFor(() =>
    expect(marks()).toEqual([
      ['1', 'other'],
      ['2', 'new'],
    ]),
  )
  expect(useStore.getState().lostAnnotations).toEqual([])
  expect(asked()).toMatchObject([
    { more: false, ids: ['session-0', 'session-1', 'away'] },
    { more: true, ids: ['session-1', 'session-2', 'session-0', 'away'], tags: [['note'], ['note'], [], []] },
  ])
  const { annotations } = useStore.getState()
  tell({ sojourn: 'case-change', view: { ...view, name: 'named' }, sessions: [], annotations: [] })
  expect(useStore.getState().caseView).toMatchObject({
    name: 'named',
    annotations: [{ note: 'other' }, { note: 'new' }],
  })
  expect(useStore.getState().annotations).toBe(annotations)
})
