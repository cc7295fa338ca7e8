import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import type { IconName } from '../theme/icons'
import { Icon } from '../theme/mark'
import './button.css'

type Native = ButtonHTMLAttributes<HTMLButtonElement> & { readonly ref?: Ref<HTMLButtonElement> }

interface ButtonProps extends Native {
  readonly kind?: 'plain' | 'primary' | 'link'
  readonly large?: boolean
  readonly icon?: IconName
  readonly children: ReactNode
}

/** A button with a word on it. At most one primary is in view. */
export function Button({ kind = 'plain', large = false, icon, children, className, ...rest }: ButtonProps) {
  const classes = ['button', `button-${kind}`, large ? 'button-large' : '', className ?? '']
    .filter(Boolean)
    .join(' ')
  return (
    <button type="button" className={classes} {...rest}>
      {icon === undefined ? null : <Icon name={icon} size={14} />}
      {children}
    </button>
  )
}

interface IconButtonProps extends Native {
  readonly icon: IconName
  /** Spoken, and shown as tooltip. */
  readonly label: string
  /** Key that does the same. */
  readonly hotkey?: string
  readonly size?: number
}

export function IconButton({ icon, label, hotkey, size = 16, className, ...rest }: IconButtonProps) {
  return (
    <button
      type="button"
      className={className === undefined ? 'icon-button' : `icon-button ${className}`}
      aria-label={label}
      title={hotkey === undefined ? label : `${label} (${hotkey})`}
      {...rest}
    >
      <Icon name={icon} size={size} />
    </button>
  )
}
