/** Where sessions came from: what is shown, and each source by itself for filters and counts. */
import type { Logon, Session } from '../../contract/sessions'
import { fold } from './text-pattern'

const CONSOLE = 'console'

/**
 * Each source of a session once, in the order of its connections: address, else client. Without any what its logons say,
 * else where it sat. A session that began at the console and was taken over came from both.
 */
export function sourcesOf({ connections, kind, logons: own }: Session, logons: readonly Logon[]): string[] {
  const remote = connections.map(({ ip, client }) => ip ?? client ?? '')
  const named = remote.filter((source) => source !== '')
  if (named.length > 0) {
    const first = kind === 'console' && remote[0] === '' ? [CONSOLE] : []
    return [...new Set([...first, ...named])]
  }
  for (const index of own) {
    const source = logons[index]?.source
    const told = source?.ip ?? source?.workstation
    if (told && (kind !== 'console' || source?.ip)) return [told]
  }
  return kind === 'console' ? [CONSOLE] : []
}

/** All of them in one text: `console, 198.51.100.7`; empty if none is known. */
export function sourceText(session: Session, logons: readonly Logon[]): string {
  return sourcesOf(session, logons).join(', ')
}

/** Distinct sources of the sessions of a case, and the single ones they are made of. */
export class SessionSources {
  readonly texts: string[] = []
  readonly folded: string[] = []
  /** Single sources; most texts are one. */
  readonly singles: string[] = []
  readonly foldedSingles: string[] = []
  /** By index into `texts`: indexes into `singles`. */
  readonly parts: (readonly number[])[] = []
  private readonly known = new Map<string, number>()
  private readonly knownSingles = new Map<string, number>()

  /** Index into `texts`. A client may call itself `a, b`: what it is made of tells it from two. */
  add(sources: readonly string[]): number {
    const key = sources.length === 1 ? (sources[0] ?? '') : JSON.stringify(sources)
    let index = this.known.get(key)
    if (index === undefined) {
      const text = sources.join(', ')
      index = this.texts.push(text) - 1
      this.known.set(key, index)
      this.folded.push(fold(text))
      this.parts.push((sources.length === 0 ? [''] : sources).map((source) => this.single(source)))
    }
    return index
  }

  private single(source: string): number {
    let index = this.knownSingles.get(source)
    if (index === undefined) {
      index = this.singles.push(source) - 1
      this.knownSingles.set(source, index)
      this.foldedSingles.push(fold(source))
    }
    return index
  }
}
