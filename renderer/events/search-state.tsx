import type { SearchProgress } from '../../electron/contract/events'
import { visibleText } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Button } from '../ui/button'
import { Message } from '../ui/message'
import { counted, countText, partOfSize } from '../ui/numbers'
import { ProgressBar } from '../ui/progress-bar'

/** How far the search is, the way to stop it, and what it could not read. */
export function SearchState() {
  const progress = useStore((state) => state.searchProgress)
  const stopSearch = useStore((state) => state.stopSearch)
  if (progress === null) return null
  const { state, bytesRead, bytes, message } = progress
  return (
    <>
      <div className="search-state" data-search={state}>
        {state === 'running' ? (
          <>
            <ProgressBar label={strings.events.searched} part={bytes === 0 ? 0 : bytesRead / bytes} />
            <span className="dim">{bytes === 0 ? '' : partOfSize(bytesRead, bytes)}</span>
          </>
        ) : null}
        <span role="status">{stateText(progress)}</span>
        {state === 'running' ? <Button onClick={stopSearch}>{strings.events.stop}</Button> : null}
      </div>
      {message === '' ? null : <Message level="warning">{visibleText(message)}</Message>}
    </>
  )
}

function stateText({ state, records, found }: SearchProgress): string {
  const looked = `${countText(found)} found in ${counted(records, 'record')}`
  if (state === 'running') return `${looked} so far`
  return state === 'done' ? looked : `Stopped: ${looked}. The rest was not searched.`
}
