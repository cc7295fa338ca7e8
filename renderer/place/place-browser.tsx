import { LISTED_LIMIT } from '../../electron/contract/place-limits'
import type { PlaceState } from '../../electron/contract/places'
import { visibleText } from '../../electron/core/text/visible-text'
import { strings } from '../strings'
import { Button } from '../ui/button'
import { Message } from '../ui/message'
import { counted, countText, sizeText } from '../ui/numbers'
import { PlaceCrumbs } from './place-crumbs'
import { PlaceEntries } from './place-entries'
import { isBelow, type Ticked, totalSize } from './ticked-logs'
import { usePlaceFolder } from './use-place-folder'

const words = strings.place

interface PlaceBrowserProps {
  readonly place: Extract<PlaceState, { kind: 'choosing' }>
  readonly onClose: () => void
}

/** Folders of a place to go into and back up from, and its logs to be ticked in as many of them as one likes. */
export function PlaceBrowser({ place, onClose }: PlaceBrowserProps) {
  const view = usePlaceFolder(place)
  const { folder, ticked, looking, problems } = view
  const isTooMany = ticked.size > LISTED_LIMIT
  return (
    <form
      className="place-form"
      onSubmit={(event) => {
        event.preventDefault()
        if (ticked.size > 0 && !isTooMany) void window.sojourn.copyFromPlace([...ticked.keys()])
      }}
    >
      <PlaceCrumbs
        place={place.place}
        path={folder.path}
        isPart={place.named !== null && folder === place.first}
        onEnter={place.hasFolders ? (path) => view.enter(path) : null}
      />
      {[...problems, ...(folder.more > 0 ? [`${countText(folder.more)} ${words.moreEntries}`] : [])].map(
        (problem) => (
          <Message key={problem} level="warning">
            {visibleText(problem)}
          </Message>
        ),
      )}
      <PlaceEntries view={view} hasFolders={place.hasFolders} />
      <p className="place-looking dim" role="status">
        {looking === null ? (
          <span>{place.hasFolders ? words.keys : ''}</span>
        ) : (
          <>
            <span className="clip">
              {`${looking.below ? words.searching : words.opening} ${visibleText(looking.path)}…`}
            </span>
            <Button kind="link" onClick={view.stop}>
              {words.stopLooking}
            </Button>
          </>
        )}
      </p>
      <div className="place-foot">
        <span className={isTooMany ? 'danger' : undefined}>
          {isTooMany ? `${words.tooMany} ${countText(LISTED_LIMIT)}.` : tickedText(ticked, folder.path)}
        </span>
        {ticked.size === 0 ? null : (
          <Button kind="link" onClick={view.clear}>
            {words.untick}
          </Button>
        )}
        <span className="spacer" />
        <Button onClick={onClose}>{words.cancel}</Button>
        <Button kind="primary" type="submit" disabled={ticked.size === 0 || isTooMany}>
          {words.open}
        </Button>
      </div>
    </form>
  )
}

/** `12 logs ticked, 1.2 GB, 9 of them in other folders`. */
function tickedText(ticked: Ticked, folder: string): string {
  if (ticked.size === 0) return words.nothingTicked
  const { bytes, atLeast } = totalSize(ticked.values())
  const away = [...ticked.keys()].filter((path) => !isBelow(path, folder)).length
  return [
    `${counted(ticked.size, 'log')} ${words.ticked}`,
    atLeast ? `${sizeText(bytes)} ${words.atLeast}` : sizeText(bytes),
    ...(away === 0 ? [] : [`${countText(away)} ${words.elsewhere}`]),
  ].join(', ')
}
