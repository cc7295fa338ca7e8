import { runCommand } from '../commands'
import { useStore } from '../state/store'
import { VIEWS } from '../state/views'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import './rail.css'

/** The views. A view without a feature is absent; while nothing is open the rail is disabled, not hidden. */
export function Rail({ disabled }: { readonly disabled: boolean }) {
  const current = useStore((state) => state.railView)
  const showView = useStore((state) => state.showView)
  return (
    <nav className="rail" aria-label={strings.views}>
      {VIEWS.map(({ id, label, icon }, index) => (
        <button
          key={id}
          type="button"
          className="rail-item"
          aria-current={!disabled && current === id ? 'page' : undefined}
          disabled={disabled}
          title={`${label} (Ctrl+${index + 1})`}
          onClick={() => showView(id)}
        >
          <Icon name={icon} size={18} />
          <span>{label}</span>
        </button>
      ))}
      <span className="spacer" />
      <button
        type="button"
        className="rail-item"
        aria-haspopup="dialog"
        title={`${strings.settings.title} (Ctrl+,)`}
        onClick={() => runCommand('settings')}
      >
        <Icon name="settings" size={18} />
        <span>{strings.settings.title}</span>
      </button>
    </nav>
  )
}
