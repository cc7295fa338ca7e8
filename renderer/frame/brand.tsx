import { strings } from '../strings'

export function Brand() {
  return (
    <div className="brand">
      <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
        <rect className="brand-quiet" x="1" y="3" width="9" height="3" rx="1.5" />
        <rect className="brand-strong" x="4" y="8.5" width="9" height="3" rx="1.5" />
        <circle className="brand-strong" cx="16" cy="10" r="3.2" />
        <rect className="brand-quiet" x="2" y="14" width="12" height="3" rx="1.5" />
      </svg>
      <b>{strings.product}</b>
    </div>
  )
}
