import type { PlaceState } from '../../electron/contract/places'
import { visibleText } from '../../electron/core/text/visible-text'
import { strings } from '../strings'
import { Button } from './button'
import { clockText, countText, partOfSize, sizeText } from './numbers'
import { ProgressBar } from './progress-bar'
import './place-progress.css'

type Copying = Extract<PlaceState, { kind: 'copying' }>

/** What is being copied from another computer: which of how many, bytes, speed, and the way to end it. */
export function PlaceProgress({ place }: { readonly place: Copying }) {
  const { host, name, item, bytes, size, bytesPerSecond, done, count, paused } = place
  const isUnderWay = bytesPerSecond > 0 && !paused
  const current = Math.min(done + 1, count)
  return (
    <section className="place-progress" aria-label={strings.place.copying}>
      <p>
        <span className="clip">
          <b>{`${strings.place.copyingFrom} ${visibleText(host)}`}</b> {visibleText(name)}
        </span>
      </p>
      <p className="place-buttons">
        {item === null ? null : (
          <Button onClick={() => void window.sojourn.skipInPlace(item)}>{strings.place.skip}</Button>
        )}
        <Button onClick={() => void window.sojourn.pausePlace(!paused)}>
          {paused ? strings.place.resume : strings.place.pause}
        </Button>
        <Button onClick={() => void window.sojourn.leavePlace()}>{strings.place.stop}</Button>
      </p>
      <ProgressBar label={strings.place.copied} part={size === null || size === 0 ? 0 : bytes / size} />
      <p className="place-figures">
        <span>{`${countText(current)} of ${countText(count)}`}</span>
        <span>{size === null ? sizeText(bytes) : partOfSize(bytes, size)}</span>
        <span>
          {paused ? strings.place.paused : isUnderWay ? `${(bytesPerSecond / 1e6).toFixed(1)} MB/s` : ''}
        </span>
        <span>
          {isUnderWay && size !== null
            ? `${clockText((size - bytes) / bytesPerSecond)} ${strings.place.left}`
            : ''}
        </span>
      </p>
    </section>
  )
}
