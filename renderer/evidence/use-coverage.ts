import { useEffect, useState } from 'react'
import type { CoverageReport } from '../../electron/contract/coverage'
import { EngineGone, engine } from '../state/engine-client'
import { useStore } from '../state/store'

/** What the opened logs hold; null until the engine has told. */
export function useCoverage(): { readonly report: CoverageReport | null; readonly problem: string } {
  const generation = useStore((state) => state.generation)
  const [report, setReport] = useState<CoverageReport | null>(null)
  const [problem, setProblem] = useState('')
  useEffect(() => {
    if (generation === 0) return
    let stale = false
    engine.call({ call: 'coverage' }).then(
      (reply) => {
        if (stale) return
        setReport(reply)
        setProblem('')
      },
      (error: unknown) => {
        if (stale || error instanceof EngineGone) return
        setProblem(error instanceof Error ? error.message : String(error))
      },
    )
    return () => {
      stale = true
    }
  }, [generation])
  return { report, problem }
}
