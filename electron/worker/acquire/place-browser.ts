/** What a person sees of a place before they choose: one folder after the other, or all logs below one. */
import { LISTED_LIMIT } from '../../contract/place-limits'
import type { PlaceFolder, PlaceLook, PlaceSight } from '../../contract/places'
import type { Place, PlaceEntry } from '../sources/place'
import { findLogs, type FoundLogs, isLogName, isPerhapsLog } from '../sources/remote/find-logs'
import { problemSentence } from '../sources/source-problem'

/** Folders that could not be listed, each named. */
const SHOWN_PROBLEMS = 10
const STOPPED: PlaceSight = { kind: 'stopped' }

export class PlaceBrowser {
  /** What was listed, by path: nothing else is copied. */
  private readonly listed = new Map<string, PlaceEntry>()
  private looking: AbortController | null = null

  constructor(
    private readonly place: Place,
    private readonly signal: AbortSignal,
  ) {}

  /** A look that is under way ends. @param wanted null: that is all. Never rejects. */
  async look(wanted: PlaceLook | null): Promise<PlaceSight> {
    this.looking?.abort('stopped')
    if (wanted === null) return STOPPED
    const stop = new AbortController()
    this.looking = stop
    const signal = AbortSignal.any([this.signal, stop.signal])
    try {
      const sight = await this.sightOf(wanted, signal)
      return signal.aborted ? STOPPED : sight
    } catch (error) {
      return signal.aborted ? STOPPED : { kind: 'problem', sentence: problemSentence(error) }
    }
  }

  /** What a folder holds, as it is shown. */
  folder(path: string, entries: readonly PlaceEntry[]): PlaceFolder {
    const shown = entries
      .map((entry) => ({ ...entry, isLog: isLogName(entry.name) || isPerhapsLog(entry.name) }))
      .sort((a, b) => rank(a) - rank(b) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
      .slice(0, LISTED_LIMIT)
    this.note(shown)
    return { path, entries: shown, more: entries.length - shown.length }
  }

  /** Those of the paths that were listed. */
  chosen(paths: readonly string[]): PlaceEntry[] {
    return paths.flatMap((path) => this.listed.get(path) ?? [])
  }

  private async sightOf({ path, below }: PlaceLook, signal: AbortSignal): Promise<PlaceSight> {
    if (!below) return { kind: 'folder', folder: this.folder(path, await this.place.list(path, signal)) }
    const { files, problems } = await findLogs(this.place, path.endsWith('/') ? path : `${path}/`, signal)
    const logs = files.slice(0, LISTED_LIMIT)
    this.note(logs)
    return {
      kind: 'logs',
      logs: logs.map((log) => ({ path: log.path, size: log.size })),
      more: files.length - logs.length,
      problems: this.sentences(problems),
    }
  }

  private note(entries: readonly PlaceEntry[]): void {
    for (const entry of entries) if (entry.kind === 'file') this.listed.set(entry.path, entry)
  }

  private sentences(problems: FoundLogs['problems']): string[] {
    const told = problems.slice(0, SHOWN_PROBLEMS).map(({ path, sentence }) => `${path}: ${sentence}`)
    const more = problems.length - told.length
    return more > 0 ? [...told, `${more} more folders were not listed.`] : told
  }
}

/** Folders first, then what is likely wanted: of a folder that is cut these stay. */
function rank({ kind, isLog }: { readonly kind: PlaceEntry['kind']; readonly isLog: boolean }): number {
  return kind === 'folder' ? 0 : isLog ? 1 : 2
}
