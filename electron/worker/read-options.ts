import { stat } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import type { SourceState } from '../contract/engine'
import type { AcquireOptions, ListedEvidence } from './listed-evidence'
import { ParserPool } from './scheduler'
import type { FileSpot } from './sources/file-source'

export interface ReadOptions {
  /** Default: all cores. One parses in the calling thread. */
  readonly threads?: number
  /** Bundle of parser-thread.ts. */
  readonly threadScript?: URL
  readonly hash?: 'always' | 'same-size'
  /** Archives are opened, and addresses if it says so; without it they are no logs. */
  readonly acquiring?: AcquireOptions
  /** Copies of the evidence cache that are read beside the paths. */
  readonly cached?: readonly ListedEvidence[]
  /** Records that are left over are brought back (recovery-pass.ts); files that are no logs are searched for them. */
  readonly recover?: boolean
  readonly signal?: AbortSignal
  /** Called after every slab, at most each 100 ms. */
  readonly onProgress?: (sources: readonly SourceState[]) => void
}

/**
 * Bytes of input below which the calling thread is done as soon. Starting and warming a thread costs 60 to 100 ms of CPU, and what it makes has to be
 * handed over: the record loop makes columns and XML sooner than they can be taken, whatever the size; JSON lines are made in TypeScript.
 */
export const INLINE_BELOW = { table: Infinity, xml: Infinity, jsonl: 64 << 20, csv: 64 << 20 } as const

export interface PoolChoice {
  readonly threads?: number
  readonly threadScript?: URL
  /** Bytes up to which the calling thread parses. */
  readonly inlineBelow?: number
}

/** A pool that suits the amount of input. */
export async function poolFor(spots: readonly FileSpot[], choice: PoolChoice): Promise<ParserPool> {
  return poolForBytes(await totalSize(spots), choice)
}

export function poolForBytes(
  bytes: number,
  { threads = availableParallelism(), threadScript, inlineBelow = INLINE_BELOW.table }: PoolChoice,
): ParserPool {
  const inline = threads <= 1 || bytes < inlineBelow
  return new ParserPool({ threads: inline ? 0 : threads, ...(threadScript && { threadScript }) })
}

/** Bytes of all together. */
export async function totalSize(spots: readonly FileSpot[]): Promise<number> {
  let total = 0
  for (const spot of spots) total += typeof spot === 'string' ? await sizeOf(spot) : spot.size
  return total
}

function sizeOf(path: string): Promise<number> {
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  )
}
