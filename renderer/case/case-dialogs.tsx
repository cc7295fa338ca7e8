import { useStore } from '../state/store'
import { CaseSheet } from './case-sheet'
import { ClockDialog } from './clock-dialog'
import { NoteDialog } from './note-dialog'
import { TagDialog } from './tag-dialog'
import { VerdictDialog } from './verdict-dialog'

/** The dialog of the case that is open, if any. */
export function CaseDialogs() {
  const dialog = useStore((state) => state.caseDialog)
  if (dialog === 'tag') return <TagDialog />
  if (dialog === 'note') return <NoteDialog />
  if (dialog === 'clock') return <ClockDialog />
  if (dialog === 'verdict') return <VerdictDialog />
  return dialog === 'case' ? <CaseSheet /> : null
}
