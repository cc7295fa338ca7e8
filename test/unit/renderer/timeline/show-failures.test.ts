import { expect, test } from 'vitest'
import { useStore } from '../../../../renderer/state/store'
import { showFailures } from '../../../../renderer/timeline/data/show-failures'
import { lane } from './sample-picture'

test('failed logons of a lane are asked for by what names its account alone', () => {
  const of = (failuresOf: string) => {
    showFailures({ fromMs: 1000, toMs: 2000 }, { ...lane('ann', 'PC1', 0), failuresOf }, 10)
    const { eventFilter, eventsBehind } = useStore.getState()
    expect(eventFilter).toMatchObject({ behind: 'failures', fromMs: 999, toMs: 2010 })
    return [eventFilter.account?.values, eventsBehind]
  }
  expect(of('S-1-5-21-1-7')).toEqual([['S-1-5-21-1-7'], 'failed logons of ann'])
  // A lane of many names: all failed logons of its computer.
  expect(of('')).toEqual([undefined, 'failed logons'])
})
