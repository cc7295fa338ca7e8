/** Keeps the attributes of the root element that style sheets go by in step with the preferences and the desktop. */
import { useStore } from './store'

/** Asks main for what it remembers, and follows every change. The answer stops it. */
export function followPreferences(): () => void {
  const more = window.matchMedia('(prefers-contrast: more)')
  const apply = (): void => {
    const { contrast, density, motion } = useStore.getState().preferences
    const { dataset } = document.documentElement
    dataset['contrast'] = contrast === 'high' || more.matches ? 'high' : 'normal'
    dataset['density'] = density
    dataset['motion'] = motion
  }
  apply()
  more.addEventListener('change', apply)
  const stop = useStore.subscribe((state, before) => {
    if (state.preferences !== before.preferences) apply()
  })
  void window.sojourn.preferences().then((preferences) => useStore.setState({ preferences }))
  return () => {
    stop()
    more.removeEventListener('change', apply)
  }
}
