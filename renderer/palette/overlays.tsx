import { useEffect } from 'react'
import { useStore } from '../state/store'
import { valueAt } from '../state/value-actions'
import { KeySheet } from './key-sheet'
import { Palette } from './palette'
import { ValueMenu } from './value-menu'

/** What lies over the window at the moment, if anything. */
export function Overlays() {
  const overlay = useStore((state) => state.overlay)
  const menu = useStore((state) => state.valueMenu)
  const openValueMenu = useStore((state) => state.openValueMenu)
  useEffect(() => {
    const open = (event: MouseEvent): void => {
      const value = event.defaultPrevented ? null : valueAt(event.target)
      if (value === null) return
      event.preventDefault()
      const inPane = event.target instanceof Element && event.target.closest('[data-pane="details"]') !== null
      openValueMenu({
        value,
        ofSession: inPane || value.kind === 'session',
        x: event.clientX,
        y: event.clientY,
      })
    }
    window.addEventListener('contextmenu', open)
    return () => window.removeEventListener('contextmenu', open)
  }, [openValueMenu])
  if (overlay === 'palette') return <Palette />
  if (overlay === 'keys') return <KeySheet />
  return menu === null ? null : <ValueMenu key={`${menu.x} ${menu.y}`} menu={menu} />
}
