/** Feeds the grid's blocks from the engine: always from the result on screen. */
import type { StoreApi } from 'zustand'
import type { IDatasource, IGetRowsParams } from 'ag-grid-community'
import { FIRST_ROWS } from '../../electron/contract/engine-constants'
import { type EngineClient, EngineRefusal } from '../state/engine-client'
import type { AppState } from '../state/store'

/** Rows of a block: the first one comes with the result. */
export const BLOCK_ROWS = FIRST_ROWS

/**
 * One data source for the life of the grid: a new result refreshes the blocks in place, so old rows stay until the new
 * ones are there.
 */
export function rowSource(
  engine: Pick<EngineClient, 'call'>,
  store: Pick<StoreApi<AppState>, 'getState' | 'setState'>,
): IDatasource {
  const state = store.getState

  return {
    getRows: (request: IGetRowsParams) => {
      const { result } = state()
      if (result === null || request.startRow >= result.matched) {
        request.successCallback([], result?.matched ?? 0)
        return
      }
      const { resultId, matched } = result
      const to = Math.min(request.endRow, matched)
      if (to <= result.rows.length) {
        request.successCallback(result.rows.slice(request.startRow, to), matched)
        return
      }
      engine.call({ call: 'rows', resultId, from: request.startRow, to }).then(
        (reply) => {
          // A newer result has taken over: its refresh fills this block.
          if (state().result?.resultId === resultId) request.successCallback([...reply.rows], matched)
          else request.failCallback()
        },
        (error: unknown) => {
          request.failCallback()
          // A refusal while the next result is under way means only that this one is out of date.
          const isCurrent = state().result?.resultId === resultId && !state().loading
          if (isCurrent && error instanceof EngineRefusal) store.setState({ queryProblem: error.message })
        },
      )
    },
  }
}
