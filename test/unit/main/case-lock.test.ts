import { utimesSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { describe, expect, it } from 'vitest'
import { CaseLock } from '../../../electron/main/case-lock'
import { lockFile, STALE_MS } from '../../../electron/worker/case-owner'
import { at } from './case-scene'

describe('the lock of a case', () => {
  const leave = (process_: number, computer: string): void =>
    writeFileSync(lockFile(at('c')), JSON.stringify({ token: 't', process: process_, computer }))

  it('of a program that is gone is taken over', () => {
    // Numbers of processes end below this.
    leave(2 ** 30, hostname())
    expect(CaseLock.take(at('c'))).toBeInstanceOf(CaseLock)
  })
  it('of another computer holds as long as it is touched', () => {
    leave(1, 'elsewhere')
    expect(CaseLock.take(at('c'))).toEqual({ heldBy: 'process 1 on elsewhere' })
    const old = new Date(Date.now() - STALE_MS - 1000)
    utimesSync(lockFile(at('c')), old, old)
    expect(CaseLock.take(at('c'))).toBeInstanceOf(CaseLock)
  })
  it('that is no lock is replaced', () => {
    writeFileSync(lockFile(at('c')), 'what is this')
    expect(CaseLock.take(at('c'))).toBeInstanceOf(CaseLock)
  })
})
