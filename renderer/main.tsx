import './theme/tokens.css'
import './theme/contrast.css'
import './theme/base.css'
import './theme/forced-colors.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app'
import { dispatchKey, holdLetters } from './commands'
import { keepMenu } from './commands/menu-parts'
import { connectEngine } from './state/connection'
import { engine } from './state/engine-client'
import { followPreferences } from './state/follow-preferences'
import { followTheme } from './state/follow-theme'
import { markSettled } from './state/settled'
import { useStore } from './state/store'

followTheme()
followPreferences()
void window.sojourn.appInfo().then(({ platform, localZone }) => {
  document.documentElement.dataset['platform'] = platform
  useStore.getState().setLocalZone(localZone)
})
connectEngine(engine)
markSettled(engine)
keepMenu()
window.addEventListener('keydown', holdLetters, true)
window.addEventListener('keydown', dispatchKey)

const root = document.getElementById('app')
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
