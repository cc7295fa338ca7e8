import { expect, test } from 'vitest'
import { parseInvocation, UsageError } from '../../../electron/cli/arguments'

test('defaults follow the command', () => {
  expect(parseInvocation(['events', 'a'])).toMatchObject({ command: 'events', format: 'jsonl', paths: ['a'] })
  expect(parseInvocation(['sessions', 'a', 'b'])).toMatchObject({
    format: 'table',
    paths: ['a', 'b'],
    all: false,
  })
  expect(parseInvocation(['logons', '--format', 'csv', '--threads', '3', 'a'])).toMatchObject({
    format: 'csv',
    threads: 3,
  })
  expect(parseInvocation(['--version'])).toBe('version')
})

test.each([
  [[], 'no command'],
  [['reports', 'a'], 'unknown command'],
  [['events'], 'no PATH'],
  [['events', '--format', 'table', 'a'], 'no format'],
  [['logons', '--threads', '0', 'a'], '--threads'],
  [['logons', '--zone', 'Berlin', 'a'], "no zone 'Berlin'"],
  [['logons', '--nonsense', 'a'], 'nonsense'],
])('%j is refused with a reason', (argv, reason) => {
  expect(() => parseInvocation(argv)).toThrow(UsageError)
  expect(() => parseInvocation(argv)).toThrow(reason)
})
