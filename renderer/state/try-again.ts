import { open } from './connection'
import { useStore } from './store'

/** Reads or copies again; another computer asks who it is first, so its dialog opens. One that a case names is asked for by its address. */
export function tryAgain(sources: readonly string[]): void {
  const { brokenCopies, unplacedCopies, sources: all, place, showOverlay, askForPlace } = useStore.getState()
  const unplaced = all.find(({ source }) => sources.includes(source) && unplacedCopies.has(source))
  if (unplaced !== undefined) return askForPlace(unplaced.path)
  if (place.kind === 'none' && sources.some((id) => brokenCopies.has(id))) {
    useStore.setState({ copyingAgain: true })
    showOverlay('place')
  }
  void open(window.sojourn.tryAgain(sources))
}
