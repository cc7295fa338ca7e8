import { stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import type { SourceState } from '../contract/engine'
import { ParserPool } from './scheduler'

export interface ReadOptions {
  /** Default: all cores. One parses in the calling thread. */
  readonly threads?: number
  /** Bundle of parser-thread.ts. */
  readonly threadScript?: URL
  readonly hash?: 'always' | 'same-size'
  readonly signal?: AbortSignal
  /** Called after every slab, at most each 100 ms. */
  readonly onProgress?: (sources: readonly SourceState[]) => void
}

/**
 * Starting and warming a thread costs 60 to 100 ms of CPU; below this much input the calling thread is done as soon.
 */
const INLINE_BELOW = 64 * 1024 * 1024

export interface PoolChoice {
  readonly threads?: number
  readonly threadScript?: URL
  /** Bytes up to which the calling thread parses. */
  readonly inlineBelow?: number
}

/** A pool that suits the amount of input. */
export async function poolFor(
  paths: readonly string[],
  { threads = availableParallelism(), threadScript, inlineBelow = INLINE_BELOW }: PoolChoice,
): Promise<ParserPool> {
  const inline = threads <= 1 || (await totalSize(paths, inlineBelow)) < inlineBelow
  return new ParserPool({ threads: inline ? 0 : threads, ...(threadScript && { threadScript }) })
}

async function totalSize(paths: readonly string[], enough: number): Promise<number> {
  let total = 0
  for (const path of paths) {
    total += await stat(path).then(
      ({ size }) => size,
      () => 0,
    )
    if (total >= enough) break
  }
  return total
}
