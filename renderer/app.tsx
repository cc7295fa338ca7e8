import { AboutDialog } from './about/about-dialog'
import { CaseButton } from './case/case-button'
import { CaseDialogs } from './case/case-dialogs'
import { EvidenceQuestions } from './case/evidence-questions'
import { RecentCases } from './case/recent-cases'
import { SearchBox } from './filters/search-box'
import { Rail } from './frame/rail'
import { StatusBar } from './frame/status-bar'
import { TitleBar } from './frame/title-bar'
import { VIEW_COMPONENTS } from './frame/views'
import { Overlays } from './palette/overlays'
import { DropTarget } from './sources/drop-target'
import { HelpSheet } from './help/help-sheet'
import { SettingsSheet } from './settings/settings-sheet'
import { PasswordDialog } from './place/password-dialog'
import { PlaceDialog } from './place/place-dialog'
import { useStore } from './state/store'
import { StartPage } from './welcome/start-page'
import './app.css'

export function App() {
  const view = useStore((state) => state.view)
  return (
    <div className="app">
      <TitleBar caseName={<CaseButton />} search={<SearchBox />} />
      <Rail disabled={view === 'start'} />
      {view === 'start' ? <StartPage recents={<RecentCases />} /> : <Workspace />}
      <StatusBar />
      <DropTarget />
      <Overlays />
      <CaseDialogs />
      <AboutDialog />
      <SettingsSheet />
      <HelpSheet />
      <PlaceDialog />
      <PasswordDialog />
      <EvidenceQuestions />
    </div>
  )
}

function Workspace() {
  const View = VIEW_COMPONENTS[useStore((state) => state.railView)]
  return <View />
}
