import { strings } from '../strings'
import { Icon } from '../theme/mark'
import { IconButton } from '../ui/button'
import './accounts-bar.css'

interface AccountsBarProps {
  readonly typed: string
  readonly onType: (typed: string) => void
}

/** Narrows the list of accounts as one types. */
export function AccountsBar({ typed, onType }: AccountsBarProps) {
  return (
    <div className="accounts-bar" role="search" aria-label={strings.accounts.find} data-pane="filter">
      <span className="accounts-find">
        <Icon name="search" className="dim" />
        <input
          aria-label={strings.accounts.find}
          placeholder={strings.accounts.find}
          data-pane-focus
          spellCheck={false}
          value={typed}
          onChange={(event) => onType(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || typed === '') return
            event.preventDefault()
            onType('')
          }}
        />
        {typed === '' ? null : (
          <IconButton icon="x" size={12} label={strings.accounts.clear} onClick={() => onType('')} />
        )}
      </span>
    </div>
  )
}
