import { visibleText } from '../../electron/core/text/visible-text'
import { strings } from '../strings'
import { Button } from '../ui/button'

interface AuthoritiesChoiceProps {
  /** Of the chosen file; '' where none is. */
  readonly name: string
  readonly onChoose: (name: string) => void
}

/** Whose certificates count beside those of the system: of a server whose authority is the organisation's own. */
export function AuthoritiesChoice({ name, onChoose }: AuthoritiesChoiceProps) {
  const choose = async (): Promise<void> => {
    const chosen = await window.sojourn.chooseAuthorities()
    if (chosen !== null) onChoose(chosen)
  }
  return (
    <div className="place-key">
      <span>{strings.place.authorities}</span>
      <Button onClick={() => void choose()}>{strings.place.chooseAuthorities}</Button>
      <span className="clip dim">{name === '' ? strings.place.noAuthorities : visibleText(name)}</span>
    </div>
  )
}
