import { expect, test } from 'vitest'
import { methodWords } from '../../../renderer/details/method-words'

test.each([
  ['4647', 'by event 4647'],
  ['1074+6006', 'by events 1074 and 6006'],
  ['LSM-23', 'by event LocalSessionManager 23'],
  ['LSM-23+40', 'by events LocalSessionManager 23 and 40'],
  ['heartbeat-6008', 'by the last sign of life in event 6008'],
  ['something-new', 'something-new'],
])('%s reads %s', (method, words) => {
  expect(methodWords(method)).toBe(words)
})
