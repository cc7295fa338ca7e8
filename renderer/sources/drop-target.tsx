import { useEffect, useState } from 'react'
import { open } from '../state/connection'
import { strings } from '../strings'
import { Icon } from '../theme/mark'
import './drop-target.css'

/** The whole window takes files; while they hang over it, it says so. */
export function DropTarget() {
  const [over, setOver] = useState(false)
  useEffect(() => {
    // Enter and leave fire for every element on the way; the last leave is the one without a successor in the window.
    const drag = (event: DragEvent): void => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'copy'
      setOver(true)
    }
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false)
    }
    const drop = (event: DragEvent): void => {
      event.preventDefault()
      setOver(false)
      const files = [...(event.dataTransfer?.files ?? [])]
      if (files.length > 0) void open(window.sojourn.openDropped(files))
    }
    window.addEventListener('dragenter', drag)
    window.addEventListener('dragover', drag)
    window.addEventListener('dragleave', leave)
    window.addEventListener('drop', drop)
    return () => {
      window.removeEventListener('dragenter', drag)
      window.removeEventListener('dragover', drag)
      window.removeEventListener('dragleave', leave)
      window.removeEventListener('drop', drop)
    }
  }, [])
  if (!over) return null
  return (
    <div className="drop-over">
      <div>
        <Icon name="drop" size={34} />
        <b>{strings.dropHere}</b>
        <span>{strings.dropNote}</span>
      </div>
    </div>
  )
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') ?? false
}
