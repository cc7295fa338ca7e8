import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { EngineRequest } from '../../../electron/contract/engine'
import { EngineGone, type EngineClient } from '../../../renderer/state/engine-client'
import { QueryRunner } from '../../../renderer/state/query-runner'
import { isSlowToAnswer } from '../../../renderer/state/result-slice'
import { useStore } from '../../../renderer/state/store'
import { fakeReply } from './fake-reply'

const initial = useStore.getInitialState()

/** Answers when told to. */
function slowEngine() {
  const asked: { request: EngineRequest; answer: (value: unknown) => void; fail: (error: Error) => void }[] =
    []
  const call = vi.fn(
    (request: EngineRequest) =>
      new Promise((answer, fail) => {
        asked.push({ request, answer, fail })
      }),
  )
  return { asked, engine: { call } as unknown as Pick<EngineClient, 'call'> }
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0))

describe('QueryRunner', () => {
  beforeEach(() => useStore.setState(initial, true))

  it('asks nothing before the engine has sessions', () => {
    const { asked, engine } = slowEngine()
    const stop = new QueryRunner(useStore, engine).start()
    useStore.getState().setFacet('account', { values: ['alice'], not: false })
    expect(asked).toHaveLength(0)
    stop()
  })

  it('keeps one question under way and asks the last state next', async () => {
    const { asked, engine } = slowEngine()
    const stop = new QueryRunner(useStore, engine).start()
    useStore.setState({ generation: 1 })
    for (const value of ['a', 'b', 'c'])
      useStore.getState().setFacet('account', { values: [value], not: false })
    expect(asked).toHaveLength(1)
    expect(useStore.getState().loading).toBe(true)
    asked[0]?.answer(fakeReply(1))
    await settle()
    expect(asked).toHaveLength(2)
    expect(asked[1]?.request).toMatchObject({ call: 'query', filter: { text: 'account:c' } })
    asked[1]?.answer(fakeReply(4))
    await settle()
    expect(useStore.getState()).toMatchObject({ loading: false, result: { resultId: 4 } })
    stop()
  })

  it('drops the answer about sessions that were rebuilt meanwhile', async () => {
    const { asked, engine } = slowEngine()
    const stop = new QueryRunner(useStore, engine).start()
    useStore.setState({ generation: 1 })
    useStore.setState({ generation: 2 })
    asked[0]?.answer(fakeReply(1))
    await settle()
    expect(useStore.getState().result).toBeNull()
    asked[1]?.answer(fakeReply(2))
    await settle()
    expect(useStore.getState().result?.resultId).toBe(2)
    stop()
  })

  it('finds the selection again by its id in a new generation, and gives it up where it is gone', async () => {
    const { asked, engine } = slowEngine()
    const stop = new QueryRunner(useStore, engine).start()
    useStore.getState().select({ session: 3, id: 'x' })
    useStore.setState({ generation: 1 })
    asked[0]?.answer(fakeReply(1))
    await settle()
    expect(asked[1]?.request).toEqual({ call: 'find', id: 'x' })
    asked[1]?.answer({ session: 8 })
    await settle()
    expect(useStore.getState().selection).toEqual({ session: 8, id: 'x' })
    useStore.setState({ generation: 2 })
    asked[2]?.answer(fakeReply(2))
    await settle()
    asked[3]?.answer({ session: -1 })
    await settle()
    expect(useStore.getState().selection).toBeNull()
    stop()
  })

  it('is waited for only when it is late: Escape right after typing gives nothing up', () => {
    const { engine } = slowEngine()
    const stop = new QueryRunner(useStore, engine).start()
    const now = vi.spyOn(performance, 'now').mockReturnValue(1000)
    useStore.setState({ generation: 1 })
    now.mockReturnValue(1100)
    expect(isSlowToAnswer(useStore.getState())).toBe(false)
    now.mockReturnValue(1600)
    expect(isSlowToAnswer(useStore.getState())).toBe(true)
    now.mockRestore()
    stop()
  })

  it('goes back to what is on screen when the question is stopped, and drops its answer', async () => {
    const { asked, engine } = slowEngine()
    const stop = new QueryRunner(useStore, engine).start()
    useStore.setState({ generation: 1 })
    useStore.getState().stopQuery()
    // Nothing is on screen that one could go back to.
    expect(useStore.getState().loading).toBe(true)
    asked[0]?.answer(fakeReply(1))
    await settle()
    useStore.getState().setFacet('account', { values: ['a'], not: false })
    useStore.getState().stopQuery()
    expect(useStore.getState()).toMatchObject({ loading: false, typedText: '', filter: { text: '' } })
    asked[1]?.answer(fakeReply(2))
    await settle()
    expect(useStore.getState().result?.resultId).toBe(1)
    expect(asked).toHaveLength(2)
    useStore.getState().setFacet('account', { values: ['b'], not: false })
    expect(asked[2]?.request).toMatchObject({ call: 'query', filter: { text: 'account:b' } })
    stop()
  })

  it('shows why a question was refused, and nothing where the engine is gone', async () => {
    const { asked, engine } = slowEngine()
    const stop = new QueryRunner(useStore, engine).start()
    useStore.setState({ generation: 1 })
    asked[0]?.fail(new Error('The text has an open quote.'))
    await settle()
    expect(useStore.getState()).toMatchObject({ loading: false, queryProblem: 'The text has an open quote.' })
    useStore.setState({ generation: 2, queryProblem: '' })
    asked[1]?.fail(new EngineGone('gone'))
    await settle()
    expect(useStore.getState().queryProblem).toBe('')
    stop()
  })
})
