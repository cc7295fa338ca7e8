import { canTryAgain } from '../state/sources-slice'
import { useStore } from '../state/store'
import { tryAgain } from '../state/try-again'
import { strings } from '../strings'
import { Button } from '../ui/button'
import { counted } from '../ui/numbers'

const words = strings.evidence

/** All at once, where there are several; each has its own button too. */
export function TryAllAgain() {
  const sources = useStore((state) => state.sources)
  const brokenCopies = useStore((state) => state.brokenCopies)
  const unplacedCopies = useStore((state) => state.unplacedCopies)
  // Their addresses are confirmed one by one.
  const broken = sources.filter(
    (source) => canTryAgain(source, brokenCopies) && !unplacedCopies.has(source.source),
  )
  if (broken.length < 2) return null
  return (
    <p className="evidence-again">
      <span className="warn">{`${counted(broken.length, 'file')} ${words.notWhole}`}</span>
      <Button onClick={() => tryAgain(broken.map(({ source }) => source))}>{words.tryAllAgain}</Button>
    </p>
  )
}
