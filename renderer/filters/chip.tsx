import type { ReactNode, RefObject } from 'react'
import { strings } from '../strings'
import { Icon } from '../theme/mark'

interface ChipProps {
  readonly anchor: RefObject<HTMLButtonElement | null>
  readonly name: string
  /** False: the dashed outline of a facet that filters nothing. */
  readonly set: boolean
  readonly not?: boolean
  readonly value: ReactNode
  readonly title: string
  readonly expanded: boolean
  readonly onOpen: () => void
  readonly onRemove: () => void
  /** Left out of the text where the value speaks for itself, as a time does. */
  readonly hideName?: boolean
  /** Opens no popover: the text itself is edited. */
  readonly plain?: boolean
}

/** Enter edits, Delete removes. */
export function Chip(props: ChipProps) {
  const { anchor, name, set, not = false, value, title, expanded, onOpen, onRemove, hideName = false } = props
  const opens =
    props.plain === true ? {} : ({ 'aria-haspopup': 'dialog', 'aria-expanded': expanded } as const)
  if (!set) {
    return (
      <button
        ref={anchor}
        type="button"
        className="chip chip-empty"
        {...opens}
        title={title}
        onClick={onOpen}
      >
        {name}
      </button>
    )
  }
  return (
    <span className={not ? 'chip chip-not' : 'chip'}>
      <button
        ref={anchor}
        type="button"
        className="chip-body"
        {...opens}
        title={title}
        onClick={onOpen}
        onKeyDown={(event) => {
          if (event.key === 'Delete' || event.key === 'Backspace') onRemove()
        }}
      >
        {hideName ? <span className="visually-hidden">{name}</span> : <b>{name}</b>}{' '}
        {not ? <i>{strings.filter.not}</i> : null} <span className="clip">{value}</span>
      </button>
      <button
        type="button"
        className="chip-remove"
        aria-label={`Remove ${name} filter`}
        title={`Remove ${name} filter`}
        onClick={onRemove}
      >
        <Icon name="x" size={12} />
      </button>
    </span>
  )
}
