// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { WindowNotice } from '../../../electron/contract/bridge'
import type { Annotation } from '../../../electron/contract/case-file'
import { connectEngine } from '../../../renderer/state/connection'
import { EngineClient } from '../../../renderer/state/engine-client'
import { useStore } from '../../../renderer/state/store'

const initial = useStore.getInitialState()
let stop: () => void

beforeEach(() => {
  useStore.setState(initial, true)
  vi.stubGlobal('sojourn', { connect: () => Promise.resolve() })
  stop = connectEngine(new EngineClient())
})
afterEach(() => stop())

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
