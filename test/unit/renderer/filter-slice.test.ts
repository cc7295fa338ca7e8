import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EMPTY_FILTER } from '../../../electron/contract/engine-constants'
import { LOGON_CLASSES } from '../../../electron/contract/sessions'
import { TEXT_REST_MS, isFiltered, timeTerm } from '../../../renderer/state/filter-slice'
import { useStore } from '../../../renderer/state/store'
import { filterByTime, filterByValue } from '../../../renderer/state/value-actions'

const initial = useStore.getInitialState()
const state = () => useStore.getState()

describe('the filter', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    useStore.setState(initial, true)
  })
  afterEach(() => vi.useRealTimers())

  it('follows typed text after a rest; pastes and clears at once', () => {
    for (const text of ['r', 'rv', 'rvd']) state().setText(text)
    expect(state()).toMatchObject({ typedText: 'rvd', filter: { text: '' } })
    vi.advanceTimersByTime(TEXT_REST_MS)
    expect(state().filter.text).toBe('rvd')
    state().setText('')
    expect(state().filter.text).toBe('')
    state().setText('account:rvd')
    expect(state().filter.text).toBe('account:rvd')
    // As long as what it replaces, or with a beginning and an end in common with it: still pasted.
    state().setText('account:bob')
    expect(state().filter.text).toBe('account:bob')
    state().setText('account:rvd,bob')
    expect(state().filter.text).toBe('account:rvd,bob')
    // One letter in the middle is typed, and so is one that takes the place of another.
    state().setText('account:rvd*,bob')
    state().setText('account:rvd?,bob')
    expect(state().filter.text).toBe('account:rvd,bob')
  })

  it('a facet term edits the text, and its last value takes the term away', () => {
    state().setText('bob')
    state().setFacet('type', { values: ['10', '3'], not: false })
    expect(state()).toMatchObject({ typedText: 'bob type:10,3', filter: { text: 'bob type:10,3' } })
    const [, term] = state().terms
    state().changeTerm(term!, { ...term!, values: ['10'] })
    expect(state().filter.text).toBe('bob type:10')
    state().changeTerm(state().terms[1]!, { ...term!, values: [] })
    expect(state().filter.text).toBe('bob')
  })

  it('a time range filters and shows just that stretch', () => {
    state().setTimeRange({ fromMs: 10, toMs: 20 })
    expect(state().timeWindow).toEqual({ fromMs: 10, toMs: 20 })
    expect(timeTerm(state().terms)).toEqual({ fromMs: 10, toMs: 20 })
    expect(isFiltered(state().filter)).toBe(true)
    state().changeTerm(state().terms[0]!, null)
    expect(state()).toMatchObject({ timeWindow: null, filter: { text: '' } })
  })

  it('what is wrong stays in the box while chips change what holds', () => {
    state().applyText('account:bob type:10')
    state().setText('account:bob type:10 dur:>soon')
    vi.advanceTimersByTime(TEXT_REST_MS)
    expect(state().filter.text).toBe('account:bob type:10')
    state().changeTerm(state().terms[0]!, null)
    expect(state()).toMatchObject({ typedText: 'type:10 dur:>soon', filter: { text: 'type:10' } })
    state().setText('type:10 dur:>1h')
    vi.advanceTimersByTime(TEXT_REST_MS)
    expect(state().filter.text).toBe('type:10 dur:>1h')
  })

  it('undo and redo: typing in one go is one step, a change drops what was undone', () => {
    for (const text of ['b', 'bo', 'bob']) {
      state().setText(text)
      vi.advanceTimersByTime(TEXT_REST_MS)
    }
    state().setFacet('end', { values: ['crash'], not: false })
    state().undoFilter()
    expect(state()).toMatchObject({ typedText: 'bob', filter: { text: 'bob' } })
    expect(state().terms).toHaveLength(1)
    state().redoFilter()
    expect(state().filter.text).toBe('bob end:crash')
    state().undoFilter()
    state().undoFilter()
    expect(state().filter.text).toBe('')
    state().undoFilter()
    expect(state().filter.text).toBe('')
    state().setFacet('type', { values: ['3'], not: true })
    state().redoFilter()
    expect(state().filter.text).toBe('-type:3')
  })

  it('undo takes the stretch of time that is shown with it', () => {
    state().setTimeRange({ fromMs: 10, toMs: 20 })
    state().setTimeRange(null)
    state().undoFilter()
    expect(state().timeWindow).toEqual({ fromMs: 10, toMs: 20 })
    state().undoFilter()
    expect(state().timeWindow).toBeNull()
  })

  it('a value that is included leaves the exclusion, and the reverse', () => {
    filterByValue('include', { kind: 'account', value: 'bob' })
    filterByValue('include', { kind: 'account', value: 'alice' })
    expect(state().filter.text).toBe('account:bob,alice')
    filterByValue('exclude', { kind: 'account', value: 'alice' })
    expect(state().filter.text).toBe('account:bob')
    filterByValue('exclude', { kind: 'account', value: 'bob' })
    expect(state().filter.text).toBe('-account:bob')
    filterByValue('exclude', { kind: 'source', value: 'console, 10.0.0.1' })
    expect(state().filter.text).toBe('-account:bob -source:"console, 10.0.0.1"')
    filterByValue('include', { kind: 'length', ms: 90_500 })
    expect(state().filter.text).toBe('-account:bob -source:"console, 10.0.0.1" dur:>=90s')
  })

  it('before and after keep the other end', () => {
    filterByTime('after', 1000)
    filterByTime('before', 5000)
    expect(timeTerm(state().terms)).toEqual({ fromMs: 1000, toMs: 5000 })
    filterByTime('before', 500)
    expect(timeTerm(state().terms)).toEqual({ toMs: 500 })
  })

  it('clearing keeps the choice of classes, and a rest under way does not bring the text back', () => {
    state().showHiddenClasses(true)
    state().setText('abc')
    state().setFacet('end', { values: ['crash'], not: true })
    state().clearFilter()
    vi.advanceTimersByTime(TEXT_REST_MS)
    expect(state().filter).toEqual({ ...EMPTY_FILTER, classes: [...LOGON_CLASSES] })
    expect(isFiltered(state().filter)).toBe(false)
  })
})
