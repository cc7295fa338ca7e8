import { open } from './connection'
import { useStore } from './store'

/** Reads or copies again; another computer asks who it is first, so its dialog opens. */
export function tryAgain(sources: readonly string[]): void {
  const { brokenCopies, place, showOverlay } = useStore.getState()
  if (place.kind === 'none' && sources.some((id) => brokenCopies.has(id))) {
    useStore.setState({ copyingAgain: true })
    showOverlay('place')
  }
  void open(window.sojourn.tryAgain(sources))
}
