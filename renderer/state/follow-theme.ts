/** Keeps `data-theme` and the store in step with the desktop, or with what main was told to show instead. */
import { useStore } from './store'

export function followTheme(): () => void {
  const dark = window.matchMedia('(prefers-color-scheme: dark)')
  const apply = (): void => {
    const theme = dark.matches ? 'dark' : 'light'
    document.documentElement.dataset['theme'] = theme
    useStore.setState({ theme })
  }
  apply()
  dark.addEventListener('change', apply)
  return () => dark.removeEventListener('change', apply)
}
