import type { KeyboardEvent } from 'react'
import type { KeyAction } from '../../commands'
import type { TimeControl } from '../data/use-time-window'
import { keyAction } from '../model/key-actions'
import { spanOf } from '../model/time-window'
import type { useCursor } from './use-cursor'

interface KeyTargets {
  readonly time: TimeControl
  readonly cursor: ReturnType<typeof useCursor>
  /** @param also with what is picked already */
  readonly onSelect: (also: boolean) => void
  /** Pins the group of the lane, or lets it go. */
  readonly onPin: () => void
  readonly onCentre: () => void
  /** Measures what is under the cursor, or from what was measured last up to it. */
  readonly onMeasure: () => void
  /** Closes the top layer of the timeline; false when there was none. */
  readonly onLeave: () => boolean
}

/** The keys of the timeline. Keys it does not use go on to the window's commands. */
export function useTimelineKeys(targets: KeyTargets): (event: KeyboardEvent) => void {
  return (event) => {
    const action = keyAction(event.nativeEvent)
    if (!action || event.target !== event.currentTarget) return
    if (run(action, targets)) event.preventDefault()
  }
}

function run(action: KeyAction, targets: KeyTargets): boolean {
  const { time, cursor } = targets
  switch (action.kind) {
    case 'lane':
      void cursor.byLane(action.by)
      return true
    case 'edge-lane':
      void cursor.toEdgeLane(action.last)
      return true
    case 'session':
      void cursor.bySession(action.by)
      return true
    case 'logoff':
      void cursor.byLogoff(action.by)
      return true
    case 'event':
      cursor.byEvent(action.by)
      return true
    case 'pan':
      time.panBy(action.share)
      return true
    case 'zoom':
      time.zoomStep(action.closer)
      return true
    case 'fit':
      time.fit()
      return true
    case 'evidence-edge': {
      const span = spanOf(time.window)
      const { fromMs, toMs } = time.extent
      // Clamped by the control: this is as far as the window goes.
      time.set(action.last ? { fromMs: toMs, toMs: toMs + span } : { fromMs: fromMs - span, toMs: fromMs })
      return true
    }
    case 'select':
      targets.onSelect(action.also)
      return true
    case 'pin':
      targets.onPin()
      return true
    case 'centre':
      targets.onCentre()
      return true
    case 'measure':
      targets.onMeasure()
      return true
    case 'leave':
      return targets.onLeave()
  }
}
