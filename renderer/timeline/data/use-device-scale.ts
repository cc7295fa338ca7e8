import { useSyncExternalStore } from 'react'

function subscribe(changed: () => void): () => void {
  let query: MediaQueryList | null = null
  const arm = (): void => {
    query?.removeEventListener('change', onChange)
    query = window.matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
    query.addEventListener('change', onChange)
  }
  const onChange = (): void => {
    arm()
    changed()
  }
  arm()
  return () => query?.removeEventListener('change', onChange)
}

/** Device pixels per CSS pixel; follows the window to another screen and the zoom of the page. */
export function useDeviceScale(): number {
  return useSyncExternalStore(subscribe, () => window.devicePixelRatio || 1)
}
