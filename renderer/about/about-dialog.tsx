import { useEffect, useState } from 'react'
import type { AppInfo } from '../../electron/contract/bridge'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Button, IconButton } from '../ui/button'
import { Message } from '../ui/message'
import { Overlay } from '../ui/overlay'
import { aboutFacts, aboutText } from './about-facts'
import './about-dialog.css'

/** Versions, the build, and the licences of what is inside; while the store says that it is open. */
export function AboutDialog() {
  const open = useStore((state) => state.overlay === 'about')
  return open ? <About /> : null
}

function About() {
  const { showOverlay } = useStore.getState()
  const [info, setInfo] = useState<AppInfo | null>(null)
  const [licences, setLicences] = useState<string | null>(null)
  const [copied, setCopied] = useState(false)
  useEffect(() => void window.sojourn.appInfo().then(setInfo), [])
  const close = (): void => showOverlay(null)
  return (
    <Overlay label={strings.about.title} className="about" onClose={close}>
      <div className="dialog-head">
        <h2>{strings.product}</h2>
        <p className="dim">{strings.about.offline}</p>
        <IconButton icon="x" label={strings.about.close} hotkey="Esc" data-autofocus="" onClick={close} />
      </div>
      {info?.notForDistribution === true ? (
        <Message level="warning">{strings.about.notForDistribution}</Message>
      ) : null}
      {info === null ? null : (
        <dl className="selectable">
          {aboutFacts(info).map(([label, text]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {licences === null ? null : (
        <pre className="selectable" tabIndex={0} role="group" aria-label={strings.about.licencesText}>
          {`${strings.about.ownLicence}\n\n${licences === '' ? strings.about.noLicences : licences}`}
        </pre>
      )}
      <div className="dialog-foot">
        <Button
          disabled={info === null}
          onClick={() => {
            if (info !== null) void window.sojourn.copyText(aboutText(info)).then(() => setCopied(true))
          }}
        >
          {copied ? strings.about.copied : strings.about.copy}
        </Button>
        <Button
          aria-expanded={licences !== null}
          onClick={() => {
            if (licences === null) void window.sojourn.licences().then(setLicences)
            else setLicences(null)
          }}
        >
          {strings.about.licences}
        </Button>
      </div>
    </Overlay>
  )
}
