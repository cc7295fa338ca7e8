import { expect, test } from 'vitest'
import { inOrder, nextOrder } from '../../../renderer/place/entry-order'
import { folderAbove } from '../../../renderer/place/place-crumbs'
import {
  logsBelow,
  tickStateOf,
  totalSize,
  withLogs,
  withoutFile,
  withoutFolder,
} from '../../../renderer/place/ticked-logs'

const log = (path: string, size: number | null = 1) => ({ path, size })
const folder = (path: string) => ({ kind: 'folder', path }) as const
const file = (path: string) => ({ kind: 'file', path }) as const
const LOGS = [log('/a/b/1.evtx'), log('/a/b/2.evtx', null), log('/a/c/3.evtx', 5)]

test('a folder is ticked where all logs that are known below it are, and half where some are', () => {
  const found = new Map([['/a', LOGS]])
  const all = withLogs(new Map(), LOGS)
  expect(['/a', '/a/b', '/', '/x'].map((path) => tickStateOf(folder(path), all, found))).toEqual([
    'all',
    'all',
    'some',
    'none',
  ])
  const fewer = withoutFile(all, '/a/b/1.evtx')
  expect(['/a', '/a/b', '/a/c'].map((path) => tickStateOf(folder(path), fewer, found))).toEqual([
    'some',
    'some',
    'all',
  ])
  expect(tickStateOf(file('/a/b/1.evtx'), fewer, found)).toBe('none')
  expect(tickStateOf(folder('/a/b'), all, new Map())).toBe('some')
  expect([...withoutFolder(all, '/a/b').keys()]).toEqual(['/a/c/3.evtx'])
  // Not by the beginning of its name.
  expect([...withoutFolder(all, '/a/c/3').keys()]).toHaveLength(3)
})

test('what is known of a folder is known of those in it', () => {
  const found = new Map([['/a', LOGS]])
  expect(logsBelow('/a/c', found)).toEqual([LOGS[2]])
  expect(logsBelow('/', found)).toBeNull()
  expect(totalSize(LOGS.map(({ size }) => size))).toEqual({ bytes: 6, atLeast: true })
})

test('entries are ordered by column, folders first and what is not told last', () => {
  const entry = (name: string, kind: 'file' | 'folder', size: number | null) => ({
    ...{ name, kind, size, path: `/${name}`, modifiedMs: null, isLog: true },
  })
  const entries = [
    entry('b', 'file', 2),
    entry('a', 'file', null),
    entry('c', 'file', 9),
    entry('d', 'folder', null),
  ]
  const names = (by: 'name' | 'size', down: boolean) => inOrder(entries, { by, down }).map(({ name }) => name)
  expect(names('name', false)).toEqual(['d', 'a', 'b', 'c'])
  expect(names('name', true)).toEqual(['d', 'c', 'b', 'a'])
  expect(names('size', true)).toEqual(['d', 'c', 'b', 'a'])
  expect(names('size', false)).toEqual(['d', 'b', 'c', 'a'])
  expect(nextOrder({ by: 'name', down: false }, 'size')).toEqual({ by: 'size', down: true })
  expect(nextOrder({ by: 'name', down: false }, 'name')).toEqual({ by: 'name', down: true })
})

test('above a folder lies another, down to the place itself', () => {
  expect(['/a/b', '/a', '/'].map(folderAbove)).toEqual(['/a', '/', null])
})
