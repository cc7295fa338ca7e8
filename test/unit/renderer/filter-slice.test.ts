import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { EMPTY_FILTER } from '../../../electron/contract/engine-constants'
import { LOGON_CLASSES } from '../../../electron/contract/sessions'
import { TEXT_REST_MS, isFiltered } from '../../../renderer/state/filter-slice'
import { useStore } from '../../../renderer/state/store'

const initial = useStore.getInitialState()
const state = () => useStore.getState()

describe('the filter', () => {
  beforeEach(() => {
    vi.useFakeTimers()
    useStore.setState(initial, true)
  })
  afterEach(() => vi.useRealTimers())

  it('follows typed text after a rest, and clears at once', () => {
    state().setText('r')
    state().setText('rvd')
    expect(state()).toMatchObject({ typedText: 'rvd', filter: { text: '' } })
    vi.advanceTimersByTime(TEXT_REST_MS)
    expect(state().filter.text).toBe('rvd')
    state().setText('')
    expect(state().filter.text).toBe('')
  })

  it('toggles facet values and drops a facet that has none left', () => {
    state().toggleFacetValue('type', '10')
    state().toggleFacetValue('type', '3')
    expect(state().filter.type).toEqual({ values: ['10', '3'], not: false })
    state().toggleFacetValue('type', '10')
    state().toggleFacetValue('type', '3')
    expect(state().filter.type).toBeNull()
  })

  it('a time range filters and shows just that stretch', () => {
    state().setTimeRange({ fromMs: 10, toMs: 20 })
    expect(state()).toMatchObject({ timeWindow: { fromMs: 10, toMs: 20 }, filter: { fromMs: 10, toMs: 20 } })
    expect(isFiltered(state().filter)).toBe(true)
    state().dropFilter('time')
    expect(state()).toMatchObject({ timeWindow: null, filter: { fromMs: null, toMs: null } })
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
