import { strings } from '../strings'
import { Icon } from '../theme/mark'
import './rail.css'

/** The views. A view without a feature is absent; while nothing is open the rail is disabled, not hidden. */
export function Rail({ disabled }: { readonly disabled: boolean }) {
  return (
    <nav className="rail" aria-label={strings.views}>
      <button
        type="button"
        className="rail-item"
        aria-current={disabled ? undefined : 'page'}
        disabled={disabled}
        title={strings.timeline}
      >
        <Icon name="timeline" size={18} />
        <span>{strings.timeline}</span>
      </button>
    </nav>
  )
}
