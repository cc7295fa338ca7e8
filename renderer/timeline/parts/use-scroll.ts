import { useCallback, useState } from 'react'
import type { GroupBy } from '../../state/view-slice'

/** Vertical position in the lanes; each grouping keeps its own, and a shorter result only cuts it while it is shown. */
export function useScroll(groupBy: GroupBy, total: number, height: number) {
  const [tops, setTops] = useState<{ readonly [G in GroupBy]: number }>({ account: 0, computer: 0 })
  const most = Math.max(0, total - height)
  const scrollTop = Math.min(tops[groupBy], most)
  const scrollTo = useCallback(
    (top: number) => setTops((now) => ({ ...now, [groupBy]: Math.round(Math.min(Math.max(0, top), most)) })),
    [groupBy, most],
  )
  return { scrollTop, scrollTo }
}
