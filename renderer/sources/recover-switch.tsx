import { engine } from '../state/engine-client'
import { useStore } from '../state/store'
import { strings } from '../strings'

/** Off at first: recovery reads every log again, and what it brings back has to be weighed. */
export function RecoverSwitch() {
  const recover = useStore((state) => state.recover)
  const toggle = (on: boolean): void => {
    useStore.setState({ recover: on })
    void engine.call({ call: 'recover', on }).catch(() => undefined)
  }
  return (
    <label className="recover-switch" title={strings.evidence.recoverTitle}>
      <input type="checkbox" checked={recover} onChange={(event) => toggle(event.target.checked)} />
      {strings.evidence.recover}
    </label>
  )
}
