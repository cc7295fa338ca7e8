/** What main and preload offer the page (`window.sojourn`), and what main tells the engine process. */
import * as z from 'zod'
import type { AcquiredCopy } from './acquisition'
import type { PasswordQuestion } from './archive-questions'
import type {
  Annotation,
  CachedCopies,
  CaseAnswer,
  CaseChange,
  CaseView,
  CustodyLine,
  RecentCase,
} from './case-file'
import type { FileSpot } from './file-spot'
import { EXPORT_FORMATS, type ExportFormat } from './exports'
import type { SourceId } from './ids'
import type { PlaceAnswer, PlaceLook, PlaceRequest, PlaceSight, PlaceState } from './places'
import type { MenuPart } from './menu'
import type { Preferences } from './preferences'

export { IPC } from './channels'

export const pathsSchema = z.array(z.string().min(1).max(32_767)).min(1).max(10_000)
export const exportFormatSchema = z.enum(EXPORT_FORMATS)

export interface AppInfo {
  readonly version: string
  readonly electron: string
  readonly chromium: string
  readonly node: string
  /** Hash of the built files, and the commit they were built from; '' where that is not known. */
  readonly build: string
  readonly commit: string
  /** A package whose Electron is no official release. */
  readonly notForDistribution: boolean
  readonly platform: string
  /** Name, version and processor of the system. */
  readonly system: string
  /** Where settings are kept. */
  readonly dataFolder: string
  readonly localZone: string
}

/** Dialog and open calls answer with the number of logs handed to the engine, or a sentence saying why none was. */
export type OpenResult =
  { readonly opened: number } | { readonly message: string } | { readonly cancelled: true }

export interface ExportTicket {
  readonly ticket: string
}

/** What lies on the disk; `message` where it could not be made, or not be noted in the case. */
export interface FinishedExport {
  readonly file: { readonly path: string; readonly size: number; readonly sha256: string } | null
  readonly message: string | null
}

export interface Bridge {
  openFiles(): Promise<OpenResult>
  openFolder(): Promise<OpenResult>
  openSample(): Promise<OpenResult>
  /** Files dropped on the window; their paths are read in preload and never reach the page. */
  openDropped(files: readonly unknown[]): Promise<OpenResult>
  preferences(): Promise<Preferences>
  /** Kept between starts. The window is told by a `preferences` notice. */
  changePreferences(change: Partial<Preferences>): Promise<void>
  copyText(text: string): Promise<void>
  /** The application menu, whenever it changed. */
  setMenu(parts: readonly MenuPart[]): Promise<void>
  /** Asks where to export to. The engine is told the path; the page has a ticket to name it by. */
  chooseExport(format: ExportFormat): Promise<ExportTicket | { readonly cancelled: true }>
  /** Adds to the case; on the disk, where it has a file, before the answer comes. */
  changeCase(changes: readonly CaseChange[]): Promise<CaseAnswer>
  /** Asks for a name where the case has none, or `elsewhere` is wanted. */
  saveCase(elsewhere: boolean): Promise<CaseAnswer>
  /** Asks which, or opens one of `recentCases`. */
  openCase(file: string | null): Promise<CaseAnswer>
  newCase(): Promise<CaseAnswer>
  recentCases(): Promise<readonly RecentCase[]>
  custodyLog(): Promise<readonly CustodyLine[]>
  /** Asks where to, and writes all of the custody log there as text. */
  saveCustody(): Promise<CaseAnswer>
  /** Takes a changed log of the case as it is now; null: all of them. */
  acceptChanged(path: string | null): Promise<CaseAnswer>
  /** Asks where a changed or missing log of the case lies, and reads it there if it is that log. */
  locateLog(path: string): Promise<CaseAnswer>
  /** Copies of the open case; none where it has no file. */
  cachedCopies(): Promise<CachedCopies>
  /** Asks, closes the case and removes its copies from the evidence cache. */
  removeCopies(): Promise<CaseAnswer>
  /** Connects to another computer; how far that is, and what is asked, comes as `place` notices. */
  connectPlace(request: PlaceRequest): Promise<void>
  answerPlace(answer: PlaceAnswer): Promise<void>
  /** Looks into a place that is chosen from; a look before it answers that it was stopped. null: no more is wanted. */
  lookInPlace(wanted: PlaceLook | null): Promise<PlaceSight>
  /** Copies the logs with these paths, which the place has listed, and opens them as they come. */
  copyFromPlace(ticked: readonly string[]): Promise<void>
  /** Ends the connection. Logs that came are kept. */
  leavePlace(): Promise<void>
  /** Asks which private key; the page learns its name only. null where the person cancelled. */
  chooseKey(): Promise<string | null>
  /** Asks which file with certificates of authorities counts beside those of the system; the page learns its name only. */
  chooseAuthorities(): Promise<string | null>
  /** Holds copying from a place back, or lets it go on. */
  pausePlace(paused: boolean): Promise<void>
  /** The file that is copied from a place now is not wanted; what came of it is kept. */
  skipInPlace(item: number): Promise<void>
  /** Reads or copies sources again that did not come whole; another computer is asked first, as when it was connected to. */
  tryAgain(sources: readonly string[]): Promise<OpenResult>
  /** To the question with this number. null: there is none. */
  answerPassword(question: number, password: string | null): Promise<void>
  /** The engine is done with an export: main prints what is to be a PDF, and takes the hash into the custody log. */
  finishExport(ticket: string, sessions: number, filter: string): Promise<FinishedExport>
  appInfo(): Promise<AppInfo>
  /** Licences of the packages inside, as one text; '' where this build has none with it. */
  licences(): Promise<string>
  /** Asks main for a fresh engine port; it arrives as a `WindowNotice` message of the window, with the port beside it. */
  connect(): Promise<void>
  /** Reads everything that is open anew, with the code page that is chosen. */
  readAgain(): Promise<void>
  /** Reads all that is open again, times of timelines without an offset in this zone. */
  readInZone(zone: string): Promise<void>
}

export type NoticeLevel = 'info' | 'warning'

/** What the page receives through `window.onmessage`; only messages of its own origin count. */
export type WindowNotice =
  /** `event.ports[0]` speaks contract/engine.ts. `restarted`: the engine had stopped and reads the open logs anew. */
  | { readonly sojourn: 'engine-port'; readonly restarted: boolean }
  /** The engine stopped too often and stays down until `connect` is called again. */
  | { readonly sojourn: 'engine-stopped'; readonly message: string }
  /** The open case, whenever it changed. `fresh`: another case, with other logs, took the place of the one before. */
  | {
      readonly sojourn: 'case'
      readonly view: CaseView
      readonly fresh: boolean
      /** The annotations came before, as `annotations`; those of `view` are left out. */
      readonly inParts: boolean
    }
  /** The open case after a change of a person's: of sessions, only those that it was about; without an annotation, nothing is said of one any more. */
  | {
      readonly sojourn: 'case-change'
      readonly view: Omit<CaseView, 'annotations'>
      readonly sessions: readonly string[]
      readonly annotations: readonly Annotation[]
    }
  /** Annotations of a large case, in order: all in one message would be a task that holds up the page. */
  | { readonly sojourn: 'annotations'; readonly part: readonly Annotation[] }
  /** A line of the menu was chosen: the id of its command. */
  | { readonly sojourn: 'command'; readonly id: string }
  /** How far another computer is, whenever that changed. */
  | { readonly sojourn: 'place'; readonly state: PlaceState }
  /** Copies from other computers that did not come whole and can be tried again, whenever that changed; of those in `unplaced` the page asks by which place. */
  | {
      readonly sojourn: 'broken-copies'
      readonly sources: readonly SourceId[]
      readonly unplaced: readonly SourceId[]
    }
  /** The password of an archive is wanted; null: of none. */
  | { readonly sojourn: 'password'; readonly question: PasswordQuestion | null }
  /** Whenever one of them changed, whoever changed it. */
  | { readonly sojourn: 'preferences'; readonly preferences: Preferences }
  /** Answer to something opened from the menu, the command line or a second start. */
  | { readonly sojourn: 'notice'; readonly message: string; readonly level: NoticeLevel }

/** How a log is read that an engine before may have died of: by itself, behind all others, or not at all. */
export type ReadingCare = 'alone' | 'set-aside'

export interface OpenedSource {
  readonly id: SourceId
  readonly path: FileSpot
  /** What it is called in results: its path, or `case.zip/Security.evtx`. */
  readonly display: string
  /** The archive that was opened for it. */
  readonly archive?: string
  /** What is wrong with it, as a sentence. */
  readonly flaw?: string | null
  readonly care?: ReadingCare
  /** Its bytes are still coming: how many it will have, how many are there. */
  readonly arriving?: { readonly size: number; readonly bytes: number }
}

/** Main to engine, over parentPort. Ports travel beside `connect`. */
export type EngineCommand =
  | { readonly kind: 'connect' }
  | {
      readonly kind: 'open'
      readonly sources: readonly OpenedSource[]
    }
  /** Bytes of a source that is still coming are there. */
  | { readonly kind: 'arrived'; readonly id: SourceId; readonly bytes: number }
  /** It has come, whole or as far as it came; `path` null: nothing of it is there. */
  | {
      readonly kind: 'arrival-ended'
      readonly id: SourceId
      readonly path: FileSpot | null
      readonly flaw: string | null
    }
  /** A source that has ended leaves the case: it is opened anew, or was never to be read. */
  | { readonly kind: 'forget'; readonly id: SourceId }
  | {
      readonly kind: 'export-target'
      readonly ticket: string
      readonly path: string
      readonly version: string
      /** What the case says of sessions: it goes into the export. */
      readonly said: readonly Annotation[]
      /** How copies of the case came to the cache. */
      readonly copies: readonly AcquiredCopy[]
    }
/** Engine to main, over parentPort. */
export type EngineNotice =
  | { readonly kind: 'ready' }
  /** Logs that are suspected should the engine die now: those that are being read, or that sessions are made of for the first time. */
  | { readonly kind: 'under-way'; readonly sources: readonly string[] }
  /** Logs that a person stopped. */
  | { readonly kind: 'stopped'; readonly sources: readonly string[] }
  /** Logs that were read to their end. */
  | {
      readonly kind: 'read'
      readonly sources: readonly {
        readonly id: string
        readonly size: number
        readonly sha256: string
        /** That times without an offset were read in; null where it has none. */
        readonly zone: string | null
      }[]
    }
