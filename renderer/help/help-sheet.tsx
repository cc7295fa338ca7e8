import { Suspense, lazy } from 'react'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Overlay } from '../ui/overlay'
import './help-sheet.css'

/** Read when the help is opened first: guide and reference are larger than all the rest of the page's own words. */
const HelpContent = lazy(async () => ({ default: (await import('./help-content')).HelpContent }))

/** The help over the window; while the store says that it is open. */
export function HelpSheet() {
  const open = useStore((state) => state.overlay === 'help')
  const target = useStore((state) => state.helpTarget)
  if (!open) return null
  return (
    <Overlay
      label={strings.help.title}
      className="help"
      onClose={() => useStore.getState().showOverlay(null)}
    >
      <Suspense fallback={<p className="help-wait dim">{strings.help.loading}</p>}>
        <HelpContent key={JSON.stringify(target)} target={target} />
      </Suspense>
    </Overlay>
  )
}
