import { visibleText } from '../../electron/core/text/visible-text'
import { strings } from '../strings'
import { Button } from '../ui/button'

interface PlaceCrumbsProps {
  /** What stands before the path. */
  readonly place: string
  readonly path: string
  /** Only a file of the folder is shown: it can be gone into as well. */
  readonly isPart: boolean
  /** null: folders of it cannot be gone into. */
  readonly onEnter: ((path: string) => void) | null
}

/** The way down to the folder that is shown; each step goes back up to it. */
export function PlaceCrumbs({ place, path, isPart, onEnter }: PlaceCrumbsProps) {
  const names = path.split('/').filter((name) => name !== '')
  const steps = [place, ...names].map((name, i) => ({ name, path: `/${names.slice(0, i).join('/')}` }))
  return (
    <nav className="place-crumbs" aria-label={strings.place.folders}>
      <ol>
        {steps.map((step, i) => (
          <li key={step.path}>
            {onEnter === null || (i === steps.length - 1 && !isPart) ? (
              <span aria-current={i === steps.length - 1 ? 'location' : undefined}>
                {visibleText(step.name)}
              </span>
            ) : (
              <Button kind="link" onClick={() => onEnter(step.path)}>
                {visibleText(step.name)}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** The folder above; null of the topmost. */
export function folderAbove(path: string): string | null {
  const names = path.split('/').filter((name) => name !== '')
  return names.length === 0 ? null : `/${names.slice(0, -1).join('/')}`
}
