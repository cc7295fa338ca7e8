import { useStore } from '../state/store'
import { KeySheet } from './key-sheet'
import { Palette } from './palette'

/** What lies over the window at the moment, if anything. */
export function Overlays() {
  const overlay = useStore((state) => state.overlay)
  if (overlay === null) return null
  return overlay === 'palette' ? <Palette /> : <KeySheet />
}
