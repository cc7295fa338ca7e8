import type { Annotation } from '../../electron/contract/case-file'

/** How `tag:` knows an annotation. */
export function wordsOf({ tags, bookmark, note, verdict }: Annotation): string[] {
  return [
    ...tags,
    ...(bookmark ? ['bookmark'] : []),
    ...(note === '' ? [] : ['note']),
    ...(verdict === null ? [] : [verdict.word]),
  ]
}

/** Whether two lists say the same of the same sessions. */
export function sameAnnotations(one: readonly Annotation[], other: readonly Annotation[]): boolean {
  return one.length === other.length && one.every((annotation, i) => isSame(annotation, other[i]!))
}

function isSame(one: Annotation, other: Annotation): boolean {
  return (
    one.session === other.session &&
    one.about.account === other.about.account &&
    one.about.computer === other.about.computer &&
    one.about.logonType === other.about.logonType &&
    one.about.start === other.about.start &&
    one.bookmark === other.bookmark &&
    one.note === other.note &&
    one.verdict?.word === other.verdict?.word &&
    one.verdict?.reason === other.verdict?.reason &&
    one.tags.length === other.tags.length &&
    one.tags.every((tag, i) => tag === other.tags[i])
  )
}
