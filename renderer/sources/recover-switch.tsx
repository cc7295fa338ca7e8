import { engine } from '../state/engine-client'
import { isUnsearched } from '../state/sources-slice'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Button } from '../ui/button'
import { counted } from '../ui/numbers'

/** Off at first: recovery goes through every log twice more, and what it brings back has to be weighed. Stopped, it can be started again. */
export function RecoverSwitch() {
  const recover = useStore((state) => state.recover)
  const toggle = (on: boolean): void => {
    useStore.setState({ recover: on })
    void engine.call({ call: 'recover', on }).catch(() => undefined)
  }
  const unsearched = useStore(({ sources, importing }) =>
    recover && !importing ? sources.filter(isUnsearched).length : 0,
  )
  return (
    <div className="recover">
      <label className="recover-switch" title={strings.evidence.recoverTitle}>
        <input type="checkbox" checked={recover} onChange={(event) => toggle(event.target.checked)} />
        {strings.evidence.recover}
      </label>
      {unsearched === 0 ? null : (
        <p className="recover-stopped warn">
          {`${counted(unsearched, 'log')} not searched.`}
          <Button kind="link" onClick={() => toggle(true)}>
            {strings.evidence.searchAgain}
          </Button>
        </p>
      )}
    </div>
  )
}
