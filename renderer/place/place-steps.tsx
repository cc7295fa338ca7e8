import { useEffect, useRef, useState } from 'react'
import type { PlaceRequest } from '../../electron/contract/places'
import { visibleText } from '../../electron/core/text/visible-text'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Button } from '../ui/button'
import { Overlay } from '../ui/overlay'
import { PlaceProgress } from '../ui/place-progress'
import { AddressForm } from './address-form'
import { PlaceBrowser } from './place-browser'
import { FIRST_LOGIN, type Login, QuestionForm } from './question-form'
import './place-dialog.css'

const words = strings.place
const FIRST_REQUEST: PlaceRequest = { address: '', endpoint: '', region: '', authorities: '' }

/** The dialog that opens logs of another computer: address, questions of the server, folders and ticks, copying. */
export function PlaceSteps() {
  const place = useStore((state) => state.place)
  const view = useStore((state) => state.view)
  const showOverlay = useStore((state) => state.showOverlay)
  const again = useStore((state) => state.copyingAgain)
  // Only here, so that a mistyped address need not be typed again.
  const [request, setRequest] = useState<PlaceRequest>(() => ({
    ...FIRST_REQUEST,
    address: useStore.getState().placeAddress,
  }))
  // And how one logs in, but for what is secret.
  const [login, setLogin] = useState<Login>(FIRST_LOGIN)
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    // The field or button that had the focus went with its step.
    if (box.current?.contains(document.activeElement) === false) firstOf(box.current)?.focus()
  }, [place.kind])
  const isUnderWay = place.kind === 'copying' && view === 'workspace'
  useEffect(() => {
    // The pane of evidence tells the rest.
    if (isUnderWay) showOverlay(null)
  }, [isUnderWay, showOverlay])
  const onConnect = (wanted: PlaceRequest): void => {
    // Main forgot the key of the connection before.
    setLogin(FIRST_LOGIN)
    void window.sojourn.connectPlace(wanted)
  }
  const close = (): void => {
    showOverlay(null)
    useStore.setState({ copyingAgain: false, placeAddress: '' })
    // Copying goes on, and its pane can cancel it.
    if (place.kind !== 'copying') void window.sojourn.leavePlace()
  }
  return (
    <Overlay label={words.title} className="place-dialog" onClose={close}>
      <div ref={box} className="place-steps">
        <div className="place-head">
          <h2>{again ? words.again : words.title}</h2>
          <p className="dim">{words.text}</p>
        </div>
        {place.kind === 'none' && again ? (
          <Connecting host="" onClose={close} />
        ) : place.kind === 'none' ? (
          <AddressForm
            {...{ request, onConnect, problem: place.problem }}
            onChange={setRequest}
            onClose={close}
          />
        ) : place.kind === 'connecting' ? (
          <Connecting host={place.host} onClose={close} />
        ) : place.kind === 'asking' ? (
          <QuestionForm question={place.question} login={login} onLogin={setLogin} onClose={close} />
        ) : place.kind === 'choosing' ? (
          <PlaceBrowser place={place} onClose={close} />
        ) : (
          <>
            <PlaceProgress place={place} />
            <Foot says={words.hide} onClose={close} />
          </>
        )}
      </div>
    </Overlay>
  )
}

function Connecting({ host, onClose }: { readonly host: string; readonly onClose: () => void }) {
  return (
    <>
      <p role="status">{host === '' ? words.connecting : `${words.asking} ${visibleText(host)}…`}</p>
      <Foot says={words.cancel} onClose={onClose} />
    </>
  )
}

function Foot({ says, onClose }: { readonly says: string; readonly onClose: () => void }) {
  return (
    <div className="place-foot">
      <span className="spacer" />
      <Button data-first="" onClick={onClose}>
        {says}
      </Button>
    </div>
  )
}

function firstOf(box: HTMLElement): HTMLElement | null {
  return box.querySelector<HTMLElement>('[data-first]') ?? box.querySelector<HTMLElement>('input, button')
}
