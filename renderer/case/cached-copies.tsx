import { useEffect, useState } from 'react'
import type { CachedCopies } from '../../electron/contract/case-file'
import { useStore } from '../state/store'
import { strings } from '../strings'
import { Button } from '../ui/button'
import { sizeText } from '../ui/numbers'

/** How much the evidence cache has of the logs of this case alone, and removing it; nothing where there is none. */
export function CachedCopiesLine() {
  const file = useStore((state) => state.caseView.file)
  const logs = useStore((state) => state.caseView.evidence.length)
  const [found, setFound] = useState<CachedCopies | null>(null)
  const { askCase } = useStore.getState()
  useEffect(() => {
    let stale = false
    void window.sojourn.cachedCopies().then((copies) => {
      if (!stale) setFound(copies)
    })
    return () => {
      stale = true
    }
  }, [file, logs])
  if (found === null || found.copies === 0) return null
  const { copies, bytes } = found
  return (
    <p className="cached-copies">
      <span>{strings.caseFile.cachedCopies(copies, sizeText(bytes))}</span>
      <Button onClick={() => void askCase(window.sojourn.removeCopies())}>
        {strings.caseFile.removeCopies}
      </Button>
    </p>
  )
}
