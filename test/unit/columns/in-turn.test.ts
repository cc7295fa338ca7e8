import { expect, test } from 'vitest'
import { InTurn } from '../../../electron/core/columns/in-turn'

function given(most: number, orders: readonly number[]): number[][] {
  const line = new InTurn<number>(most)
  return [...orders.map((order) => line.put(order, order)), line.rest()]
}

test('what comes before its turn waits for it', () => {
  expect(given(2, [1, 0, 2, 4, 3])).toEqual([[], [0, 1], [2], [], [3, 4], []])
})

test('a number that never comes is waited for with as many as may wait, and no longer', () => {
  expect(given(2, [1, 2, 3, 5, 4, 7])).toEqual([[], [], [1, 2, 3], [], [4, 5], [], [7]])
})

test('nothing waits where none may', () => {
  expect(given(0, [3, 1, 9])).toEqual([[3], [1], [9], []])
})

test('numbers that come late or twice are given on all the same', () => {
  expect(given(1, [0, 2, 3, 1, 3, 9])).toEqual([[0], [], [2, 3], [1], [3], [], [9]])
})
