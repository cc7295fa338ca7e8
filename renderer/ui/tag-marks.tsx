/** How tags, bookmarks and notes look wherever a session stands: a shape each, and a word where there is room. */
import { ASSESSMENTS } from '../../electron/contract/case-constants'
import type { Annotation } from '../../electron/contract/case-file'
import { visibleText } from '../../electron/core/text/visible-text'
import { strings } from '../strings'
import { Mark } from '../theme/mark'
import type { MarkName } from '../theme/marks'

const TAG_MARKS = {
  malicious: 'm-tag-malicious',
  suspicious: 'm-tag-suspicious',
  benign: 'm-tag-benign',
} as const satisfies Record<(typeof ASSESSMENTS)[number], MarkName>

/** The mark of a tag; all tags of one's own share one. */
export function tagMark(tag: string): MarkName {
  const known = ASSESSMENTS.find((word) => word === tag)
  return known === undefined ? 'm-tag-own' : TAG_MARKS[known]
}

/** `Malicious`; a tag of one's own as it was typed. */
export function tagWord(tag: string): string {
  const known = ASSESSMENTS.find((word) => word === tag)
  return known === undefined ? visibleText(tag) : known.charAt(0).toUpperCase() + known.slice(1)
}

/** The weightiest mark of a session, for where there is room for one. */
export function firstMark({ tags, bookmark, note, verdict }: Annotation): MarkName | null {
  const [first] = tags
  if (first !== undefined) return tagMark(first)
  return bookmark ? 'm-bookmark' : note === '' && verdict === null ? null : 'm-note'
}

/** `Dismissed: seen by the service desk`. */
export function verdictText({ word, reason }: NonNullable<Annotation['verdict']>): string {
  return `${strings.caseFile.verdict.words[word]}: ${visibleText(reason)}`
}

/** Everything said about a session in one line, for tooltips and screen readers. */
export function annotationText({ tags, bookmark, note, verdict }: Annotation): string {
  const words = tags.map(tagWord)
  if (bookmark) words.push('Bookmark')
  if (verdict !== null) words.push(verdictText(verdict))
  if (note !== '') words.push(`Note: ${visibleText(note)}`)
  return words.join(', ')
}

/** The weightiest mark alone, spoken with everything that is said. */
export function FirstMark({ annotation }: { readonly annotation: Annotation }) {
  const name = firstMark(annotation)
  if (name === null) return null
  return (
    <span title={annotationText(annotation)}>
      <Mark name={name} size={13} label={annotationText(annotation)} />
    </span>
  )
}

/** One mark for each thing said; own tags share one. */
export function AnnotationMarks({ annotation }: { readonly annotation: Annotation }) {
  const { tags, bookmark, note, verdict } = annotation
  const marks = [...new Set(tags.map(tagMark))]
  return (
    <span className="cell-row" role="img" aria-label={annotationText(annotation)}>
      {marks.map((name) => (
        <Mark key={name} name={name} size={13} />
      ))}
      {bookmark ? <Mark name="m-bookmark" size={13} /> : null}
      {note === '' && verdict === null ? null : <Mark name="m-note" size={13} />}
    </span>
  )
}
