import type { ReactNode } from 'react'
import { Icon } from '../theme/mark'
import './message.css'

interface MessageProps {
  readonly level: 'info' | 'warning' | 'error'
  readonly children: ReactNode
  /** Buttons after the text. */
  readonly actions?: ReactNode
}

/** A message in place: what happened, what was kept, what to do. */
export function Message({ level, children, actions }: MessageProps) {
  return (
    <div className={`message message-${level}`} role={level === 'error' ? 'alert' : 'note'}>
      <Icon name={level === 'info' ? 'info' : 'warn'} size={14} />
      <div className="message-text">
        {children}
        {actions === undefined ? null : <div className="message-actions">{actions}</div>}
      </div>
    </div>
  )
}
