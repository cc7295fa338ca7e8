import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { EngineRequest } from '../../../electron/contract/engine'
import { engine } from '../../../renderer/state/engine-client'
import { QueryRunner } from '../../../renderer/state/query-runner'
import { useStore } from '../../../renderer/state/store'
import { fakeReply } from './fake-reply'

const initial = useStore.getInitialState()
const FILE = { path: '/x.csv', size: 1, sha256: 'a'.repeat(64) }

describe('an export', () => {
  const asked: EngineRequest[] = []
  const answers: ((value: unknown) => void)[] = []
  const finishExport = vi.fn(() => Promise.resolve({ file: FILE, message: null }))
  beforeEach(() => {
    useStore.setState(initial, true)
    vi.stubGlobal('window', {
      sojourn: { chooseExport: () => Promise.resolve({ ticket: 't' }), finishExport },
    })
    vi.spyOn(engine, 'call').mockImplementation(((request: EngineRequest) => {
      asked.push(request)
      if (request.call === 'export') return Promise.resolve({ sessions: 7 })
      return new Promise<never>((answer) => answers.push(answer as (value: unknown) => void))
    }) as typeof engine.call)
  })
  afterEach(() => {
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
  })

  it('of what is on screen is told by the filter that it came with, while the answer to another is under way', async () => {
    const stop = new QueryRunner(useStore, engine).start()
    useStore.getState().setFacet('account', { values: ['alice'], not: false })
    useStore.setState({ generation: 1 })
    answers.shift()?.(fakeReply(1))
    await vi.waitFor(() => expect(useStore.getState().result?.resultId).toBe(1))
    useStore.getState().setFacet('account', { values: ['bob'], not: false })
    expect(useStore.getState()).toMatchObject({ loading: true, result: { resultId: 1 } })

    await useStore.getState().exportSessions('csv', 'matching')
    const words = asked.flatMap((request) => (request.call === 'export' ? [request.filter] : []))
    expect(words).toHaveLength(1)
    expect(words[0]).toContain('alice')
    expect(words[0]).not.toContain('bob')
    expect(finishExport).toHaveBeenCalledWith('t', 7, words[0])
    stop()
  })
})
