import { COMMANDS, COMMAND_AREAS, keyCaps, runCommand } from '../commands'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Button, IconButton } from '../ui/button'
import { Overlay } from '../ui/overlay'
import './key-sheet.css'

/** Every command that has a key, by area; and whether single letters act. */
export function KeySheet() {
  const letterKeys = useStore((state) => state.preferences.letterKeys)
  const changePreferences = useStore((state) => state.changePreferences)
  const showOverlay = useStore((state) => state.showOverlay)
  return (
    <Overlay label={strings.keys.title} className="key-sheet" onClose={() => showOverlay(null)}>
      <div className="key-head">
        <h2>{strings.keys.title}</h2>
        <IconButton icon="x" label={strings.keys.close} hotkey="Esc" onClick={() => showOverlay(null)} />
      </div>
      <div className="key-areas" tabIndex={0} data-autofocus role="group" aria-label={strings.keys.list}>
        {COMMAND_AREAS.map((area) => {
          const commands = COMMANDS.filter((command) => command.area === area && command.keys.length > 0)
          return commands.length === 0 ? null : (
            <section key={area}>
              <h3>{area}</h3>
              <dl>
                {commands.map(({ id, title, keys }) => (
                  <div key={id}>
                    <dt>{title}</dt>
                    <dd>
                      {keys.map((key, index) => (
                        <span key={key}>
                          {index > 0 ? <em className="dim"> or </em> : null}
                          {keyCaps(key).map((cap, place) => (
                            <kbd key={place}>{cap}</kbd>
                          ))}
                        </span>
                      ))}
                    </dd>
                  </div>
                ))}
              </dl>
            </section>
          )
        })}
      </div>
      <div className="key-foot">
        <label>
          <input
            type="checkbox"
            checked={letterKeys}
            onChange={(event) => changePreferences({ letterKeys: event.target.checked })}
          />
          {strings.keys.letters}
        </label>
        <span className="dim">{strings.keys.lettersText}</span>
        <span className="spacer" />
        <Button kind="link" onClick={() => runCommand('help')}>
          {strings.help.open}
        </Button>
      </div>
    </Overlay>
  )
}
