/** From the entries of a case to what they come to; the last word counts. */
import type { About, Annotation, CaseEntry, CaseEvidence, CaseState } from '../../contract/case-file'
import { ASSESSMENTS, CASE_LIMITS } from '../../contract/case-constants'

interface Draft {
  about: About
  tags: Set<string>
  bookmark: boolean
  note: string
  verdict: Annotation['verdict']
}

const isBlank = ({ tags, bookmark, note, verdict }: Draft): boolean =>
  tags.size === 0 && !bookmark && note === '' && verdict === null

const isAssessment = (tag: string): boolean => ASSESSMENTS.some((word) => word === tag)

/**
 * Takes entries in their order. What would go over a limit of CASE_LIMITS is left out and counted in `dropped`: it
 * stays in the file.
 */
export class CaseReducer {
  dropped = 0
  private name = ''
  private readonly sessions = new Map<string, Draft>()
  private readonly evidence = new Map<string, CaseEvidence>()
  private readonly views = new Map<string, string>()
  private readonly verdicts = new Map<string, { verdict: string; reason: string }>()
  private readonly clocks = new Map<string, { offsetMs: number; reason: string }>()
  private readonly merges = new Map<string, { computers: readonly string[]; reason: string }>()
  private readonly splits = new Map<string, { computers: readonly string[]; reason: string }>()

  add(entry: CaseEntry): void {
    switch (entry.kind) {
      case 'created':
        this.name = entry.name
        break
      case 'tag':
        this.tag(entry.session, entry.about, entry.tag, entry.on)
        break
      case 'bookmark':
        this.change(entry.session, entry.about, (draft) => (draft.bookmark = entry.on))
        break
      case 'note':
        this.change(entry.session, entry.about, (draft) => (draft.note = entry.text))
        break
      case 'verdict':
        if (entry.about !== undefined) this.judge(entry.finding, entry.about, entry)
        else if (entry.verdict === 'open') this.verdicts.delete(entry.finding)
        else this.set(this.verdicts, entry.finding, { verdict: entry.verdict, reason: entry.reason })
        break
      case 'clock':
        if (entry.offsetMs === 0) this.clocks.delete(entry.computer)
        else this.set(this.clocks, entry.computer, { offsetMs: entry.offsetMs, reason: entry.reason })
        break
      case 'merge': {
        const computers = [...new Set(entry.computers)].toSorted()
        const key = JSON.stringify(computers)
        // The opposite of what was said before takes it back; what the logs say then holds again.
        const [own, opposite] = entry.on ? [this.merges, this.splits] : [this.splits, this.merges]
        if (!opposite.delete(key)) this.set(own, key, { computers, reason: entry.reason })
        break
      }
      case 'view':
        if (entry.view === null) this.views.delete(entry.name)
        else this.set(this.views, entry.name, entry.view.query)
        break
      case 'evidence': {
        const { path, relative, size, sha256, before, finding } = entry
        if (finding === 'differs') break
        // It takes the place of the log that was known by the hash before, wherever that lay.
        if (finding === 'moved' || finding === 'changed')
          for (const [old, known] of this.evidence) if (known.sha256 === before) this.evidence.delete(old)
        this.set(this.evidence, path, { path, relative, size, sha256 })
        break
      }
      case 'opened':
      case 'closed':
      case 'acquired':
      case 'missing':
      case 'export':
      case 'resumed':
        break
    }
  }

  /** Sessions, computers and names in the order in which they were first spoken of. */
  state(): CaseState {
    return { ...this.rest(), annotations: this.annotationsOf(this.sessions.keys()) }
  }

  /** What is said of these sessions; those of which nothing is said are left out. */
  annotationsOf(sessions: Iterable<string>): Annotation[] {
    const annotations: Annotation[] = []
    for (const session of sessions) {
      const draft = this.sessions.get(session)
      if (draft === undefined) continue
      const { about, tags, bookmark, note, verdict } = draft
      if (isBlank(draft)) continue
      annotations.push({ session, about, tags: [...tags].toSorted(byWeight), bookmark, note, verdict })
    }
    return annotations
  }

  /** Sessions of which something is said. */
  get marked(): number {
    let marked = 0
    for (const draft of this.sessions.values()) if (!isBlank(draft)) marked++
    return marked
  }

  /** All but what is said of sessions. */
  rest(): Omit<CaseState, 'annotations'> {
    return {
      name: this.name,
      evidence: [...this.evidence.values()],
      views: Array.from(this.views, ([name, query]) => ({ name, query })),
      verdicts: Array.from(this.verdicts, ([finding, said]) => ({ finding, ...said })),
      clocks: Array.from(this.clocks, ([computer, said]) => ({ computer, ...said })),
      merges: [...this.merges.values()],
      splits: [...this.splits.values()],
    }
  }

  private tag(session: string, about: About, tag: string, on: boolean): void {
    this.change(session, about, ({ tags }) => {
      if (!on) tags.delete(tag)
      else if (isAssessment(tag)) {
        for (const other of ASSESSMENTS) tags.delete(other)
        tags.add(tag)
      } else if (tags.has(tag)) return
      else if ([...tags].filter((one) => !isAssessment(one)).length < CASE_LIMITS.tags) tags.add(tag)
      else this.dropped += 1
    })
  }

  private judge(session: string, about: About, said: Extract<CaseEntry, { kind: 'verdict' }>): void {
    const { verdict: word, reason } = said
    this.change(session, about, (draft) => (draft.verdict = word === 'open' ? null : { word, reason }))
  }

  private change(session: string, about: About, apply: (draft: Draft) => void): void {
    let draft = this.sessions.get(session)
    if (draft === undefined) {
      if (this.sessions.size >= CASE_LIMITS.annotations) {
        this.dropped += 1
        return
      }
      draft = { about, tags: new Set(), bookmark: false, note: '', verdict: null }
      this.sessions.set(session, draft)
    }
    draft.about = about
    apply(draft)
  }

  private set<T>(map: Map<string, T>, key: string, value: T): void {
    if (!map.has(key) && map.size >= CASE_LIMITS.items) this.dropped += 1
    else map.set(key, value)
  }
}

function byWeight(one: string, other: string): number {
  const weight = (tag: string): number => {
    const at = ASSESSMENTS.findIndex((word) => word === tag)
    return at < 0 ? ASSESSMENTS.length : at
  }
  return weight(one) - weight(other) || (one < other ? -1 : one > other ? 1 : 0)
}
