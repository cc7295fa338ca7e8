import { Suspense, lazy } from 'react'
import { useStore } from '../state/store'

/** Read when it is opened first: most cases lie on this computer. */
const PlaceSteps = lazy(async () => ({ default: (await import('./place-steps')).PlaceSteps }))

/** Opens logs of another computer, step by step; while the store says that it is open. */
export function PlaceDialog() {
  if (!useStore((state) => state.overlay === 'place')) return null
  return (
    <Suspense fallback={null}>
      <PlaceSteps />
    </Suspense>
  )
}
