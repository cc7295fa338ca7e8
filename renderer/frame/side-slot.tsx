import type { ReactNode } from 'react'
import { Splitter } from '../ui/splitter'
import { useRememberedLength } from '../ui/use-remembered'

const WIDTH = 344
const LEAST = 300
const MOST = 560

/** The slot at the right that details and evidence share, so that one replaces the other without moving anything. */
export function SideSlot({ children }: { readonly children: ReactNode }) {
  const [width, setWidth] = useRememberedLength('side', WIDTH)
  return (
    <aside className="side-slot" style={{ width }}>
      <Splitter
        label="Width of the details"
        orientation="vertical"
        value={width}
        min={LEAST}
        max={MOST}
        direction={-1}
        onChange={setWidth}
        onReset={() => setWidth(null)}
      />
      {children}
    </aside>
  )
}
