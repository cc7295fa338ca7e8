import { useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { engine } from '../../state/engine-client'
import { useStore } from '../../state/store'
import type { LoaderView, TimelineData } from './timeline-loader'
import { TimelineLoader } from './timeline-loader'

/** Lanes and bars of the present result, and the way to say what is seen of them. */
export function useTimelineData(): readonly [TimelineData | null, TimelineLoader] {
  const [loader] = useState(() => new TimelineLoader(engine))
  const resultId = useStore((state) => state.result?.resultId ?? null)
  const groupBy = useStore((state) => state.groupBy)
  const by = useStore((state) => state.laneSort)
  const pinned = useStore((state) => state.pinned[groupBy])
  const order = useMemo(() => ({ by, pinned }), [by, pinned])
  useEffect(() => {
    loader.setResult(resultId, groupBy, order)
  }, [loader, resultId, groupBy, order])
  useEffect(() => () => loader.dispose(), [loader])
  return [useSyncExternalStore(loader.subscribe, loader.snapshot), loader]
}

/** Tells the loader what is seen whenever that changes. */
export function useLoaderView(loader: TimelineLoader, view: LoaderView): void {
  useEffect(() => {
    if (view.width > 0) loader.setView(view)
  }, [loader, view])
}
