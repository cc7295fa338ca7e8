import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react'
import type { HelpTarget } from '../state/help-slice'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { IconButton } from '../ui/button'
import { EventArticle } from './event-article'
import { EVENT_PAGES, pagesOf, shortChannel } from './event-pages'
import { GUIDE } from './guide'
import { type HelpHit, type HelpPlace, HIT_LIMIT, searchHelp } from './help-search'
import { Markdown } from './markdown-view'

/** Guide, event reference and a search in both. */
export function HelpContent({ target }: { readonly target: HelpTarget }) {
  const showOverlay = useStore((state) => state.showOverlay)
  const [wanted, setWanted] = useState(() => firstSearch(target))
  const [place, setPlace] = useState<HelpPlace | null>(() => firstPlace(target))
  const hits = useMemo(() => searchHelp(wanted), [wanted])
  const article = useRef<HTMLElement>(null)
  const field = useRef<HTMLInputElement>(null)
  // The sheet was there before its content, and could not give it the focus.
  useEffect(() => field.current?.focus(), [])
  useEffect(() => {
    const heading = place?.kind === 'guide' ? place.heading : null
    const found = [...(article.current?.querySelectorAll<HTMLElement>('[data-heading]') ?? [])].find(
      (element) => element.dataset['heading'] === heading,
    )
    // What was pressed may be gone with the page before; keys are wanted here.
    if (document.activeElement === document.body) article.current?.focus()
    if (article.current !== null) article.current.scrollTop = found === undefined ? 0 : found.offsetTop - 12
  }, [place])
  const toPage = (page: string): void => setPlace({ kind: 'guide', page, heading: null })
  const key = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' && hits[0] !== undefined) setPlace(hits[0].place)
    else if (event.key === 'Escape' && wanted !== '') {
      event.stopPropagation()
      setWanted('')
    }
  }
  return (
    <>
      <div className="help-head">
        <h2>{strings.help.title}</h2>
        <input
          ref={field}
          type="search"
          aria-label={strings.help.search}
          placeholder={strings.help.search}
          spellCheck={false}
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
          onKeyDown={key}
        />
        <IconButton icon="x" label={strings.help.close} hotkey="Esc" onClick={() => showOverlay(null)} />
      </div>
      <div className="help-body">
        <nav className="help-list" aria-label={strings.help.pages}>
          {wanted.trim() === '' ? (
            <Contents place={place} onPlace={setPlace} />
          ) : (
            <Hits hits={hits} place={place} onPlace={setPlace} />
          )}
        </nav>
        <article
          ref={article}
          className="help-article selectable"
          tabIndex={0}
          aria-label={strings.help.page}
        >
          <Page place={place} onPlace={setPlace} onPage={toPage} />
        </article>
      </div>
    </>
  )
}

/** A number that several logs use, or none, is searched for. */
function firstSearch(target: HelpTarget): string {
  return target.kind === 'event' && target.eventId >= 0 && pagesOf(target).length !== 1
    ? String(target.eventId)
    : ''
}

function firstPlace(target: HelpTarget): HelpPlace | null {
  if (target.kind === 'guide') {
    const page = target.page ?? GUIDE[0]?.id
    return page === undefined ? null : { kind: 'guide', page, heading: null }
  }
  const [page] = pagesOf(target)
  return page === undefined ? null : { kind: 'event', page }
}

interface ListProps {
  readonly place: HelpPlace | null
  readonly onPlace: (place: HelpPlace | null) => void
}

function Contents({ place, onPlace }: ListProps) {
  return (
    <>
      {GUIDE.map(({ id, title }) => (
        <button
          key={id}
          type="button"
          aria-current={place?.kind === 'guide' && place.page === id ? 'page' : undefined}
          onClick={() => onPlace({ kind: 'guide', page: id, heading: null })}
        >
          {title}
        </button>
      ))}
      <button
        type="button"
        aria-current={place === null || place.kind === 'event' ? 'page' : undefined}
        onClick={() => onPlace(null)}
      >
        {strings.help.reference}
      </button>
      <button type="button" onClick={() => useStore.getState().showOverlay('keys')}>
        {strings.keys.title}
      </button>
    </>
  )
}

function Hits({ hits, place, onPlace }: ListProps & { readonly hits: readonly HelpHit[] }) {
  return (
    <>
      <p className="dim" role="status">
        {hits.length === 0
          ? strings.help.none
          : hits.length === HIT_LIMIT
            ? strings.help.many
            : `${hits.length} ${strings.help.found}`}
      </p>
      {hits.map((hit, at) => (
        <button
          key={at}
          type="button"
          aria-current={hit.place === place ? 'page' : undefined}
          onClick={() => onPlace(hit.place)}
        >
          {hit.title}
          <small className="dim">{hit.where}</small>
        </button>
      ))}
    </>
  )
}

function Page({
  place,
  onPlace,
  onPage,
}: {
  readonly place: HelpPlace | null
  readonly onPlace: (place: HelpPlace) => void
  readonly onPage: (page: string) => void
}) {
  if (place?.kind === 'event') return <EventArticle page={place.page} onPage={onPage} />
  if (place !== null) {
    const page = GUIDE.find(({ id }) => id === place.page)
    return page === undefined ? (
      <p>{strings.help.noPage}</p>
    ) : (
      <Markdown blocks={page.blocks} onPage={onPage} />
    )
  }
  return (
    <>
      <h2>{strings.help.reference}</h2>
      <p>{strings.help.referenceText}</p>
      <ul className="help-events">
        {EVENT_PAGES.map((page) => (
          <li key={`${page.provider} ${page.eventId}`}>
            <button type="button" className="help-link" onClick={() => onPlace({ kind: 'event', page })}>
              {`${page.eventId} ${page.title}`}
            </button>
            <small className="dim">{shortChannel(page.channel)}</small>
          </li>
        ))}
      </ul>
    </>
  )
}
