import type { EventsReply } from '../../electron/contract/events'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { countText } from '../ui/numbers'

const CHOICES = ['damaged', 'recovered'] as const

/** Narrows the list to what is damaged, or to what came back; each is there where there is something of it. */
export function OnlyChips({ counts }: { readonly counts: EventsReply['only'] | null }) {
  const only = useStore((state) => state.eventFilter.only)
  const showOnly = useStore((state) => state.showOnly)
  return CHOICES.map((choice) => {
    const count = counts?.[choice] ?? 0
    const isSet = only === choice
    if (count === 0 && !isSet) return null
    return (
      <span key={choice} className={`event-chip ${isSet ? 'is-set' : ''}`}>
        <button
          type="button"
          aria-pressed={isSet}
          title={strings.events.only[choice].title}
          onClick={() => showOnly(isSet ? null : choice)}
        >
          {strings.events.only[choice].name}
          <b>{countText(count)}</b>
        </button>
      </span>
    )
  })
}
