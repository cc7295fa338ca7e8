import { useStore } from './store'

/** Height of a grid row in px (tokens.css: `--h-row`); the grid wants a number, and is made anew for another: `key` what holds its API, which is void then. */
export function useRowHeight(): 26 | 32 {
  return useStore(({ preferences }) => (preferences.density === 'comfortable' ? 32 : 26))
}
