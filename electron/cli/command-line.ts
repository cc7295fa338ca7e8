import { readFileSync } from 'node:fs'
import { setFlagsFromString } from 'node:v8'
import type { Annotation } from '../contract/case-file'
import type { SourceState } from '../contract/engine'
import type { ExportFormat } from '../contract/exports'
import { useCodePage } from '../core/bytes/ansi'
import { useTimelineZone } from '../core/text-sources/timeline-zone'
import { isCaseName } from '../core/case-file/case-name'
import { NOTHING_TOLD, type ToldNames } from '../core/sessions/machines/machines'
import { visibleText } from '../core/text/visible-text'
import { EVENT_COLUMNS } from '../core/export/render-chunk'
import { readCase, renderEvents } from '../worker/read-case'
import { renderRecovered } from '../worker/render-recovered'
import { defaultCacheFolder } from '../worker/acquire/cache-folder'
import type { AcquireOptions, ListedEvidence } from '../worker/listed-evidence'
import { isRemoteAddress } from '../core/text/is-remote'
import { isIncomplete } from '../worker/source-progress'
import { ExportProblem } from '../worker/export/export-problem'
import { passwordSource } from './archive-password'
import { parseInvocation, USAGE, UsageError, type Invocation } from './arguments'
import { evidenceLines, logonLines, sessionLines } from './case-commands'
import type { RemoteLog } from './case-evidence'
import { Output } from './output'

const EXIT = { ok: 0, usage: 1, incomplete: 2, internal: 3 } as const
const THREAD_SCRIPT = new URL('../worker/parser-thread.js', import.meta.url)

/** Progress and warnings: text from evidence stays one line of visible characters. */
function warn(message: string): void {
  process.stderr.write(`sojourn: ${visibleText(message)}\n`)
}

/**
 * Bytes of bytecode that run before V8 considers optimising a function (its default is 132 KiB). A run of under a second spends a fifth of its CPU on
 * optimising loops that it leaves before it is done; writing XML is one long loop and gains from it sooner. A V8 that does not know the flag ignores it.
 */
const OPTIMISE_AFTER = { events: 264_000, others: 4_000_000 } as const
/** Little survives a scavenge here: helper threads for it cost more CPU than they save. */
const OWN_SCAVENGES = '--no-parallel-scavenge'
/** For the same reason a larger young generation saves nothing, and it takes 30 MB. */
const SMALL_YOUNG_GENERATION = '--semi-space-growth-factor=1'

/** What the named cases say: SHA-256 of logs by path, which computers are one, what was found of sessions. */
interface Known {
  readonly hashes: ReadonlyMap<string, string>
  readonly told: ToldNames
  readonly said: readonly Annotation[]
  /** Copies of their logs of other computers. */
  readonly cached: readonly ListedEvidence[]
}
const NOTHING_KNOWN: Known = { hashes: new Map(), told: NOTHING_TOLD, said: [], cached: [] }

/** Cases lie on this computer. */
const isCaseFile = (path: string): boolean => isCaseName(path) && !isRemoteAddress(path)

/** A case file stands for its logs. */
async function run(named: Invocation): Promise<number> {
  if (named.command === 'purge') return purge(named)
  if (!named.paths.some(isCaseFile)) return runOn(named, NOTHING_KNOWN)
  // Cases bring zod, which no other command needs.
  const { caseEvidence } = await import('./case-evidence')
  const { paths, remote, warnings, known, told, said } = caseEvidence(named.paths)
  const { cached, missing } = await cachedCopies(remote, named)
  const lost = [...warnings, ...missing]
  lost.forEach(warn)
  const code = await runOn({ ...named, paths }, { hashes: known, told, said, cached })
  return code === EXIT.ok && lost.length > 0 ? EXIT.incomplete : code
}

/** Copies of logs of other computers; nobody is asked for those that are not there. */
async function cachedCopies(
  remote: readonly RemoteLog[],
  invocation: Invocation,
): Promise<{ readonly cached: readonly ListedEvidence[]; readonly missing: readonly string[] }> {
  if (remote.length === 0) return { cached: [], missing: [] }
  const { cachedEvidence } = await import('../worker/cached-evidence')
  const acquiring = acquiringOf(invocation)
  const { listed, missing } = await cachedEvidence(remote, acquiring, new AbortController().signal)
  return {
    cached: listed,
    missing: missing.map(({ path, sha256 }) => {
      const { of } = remote.find((log) => log.path === path)!
      return `${path}: no copy of it is in the evidence cache ${acquiring.cacheFolder}; ${of} knows it by SHA-256 ${sha256}. Nobody was contacted. Name its address to copy it again, or the cache that has it (--cache).`
    }),
  }
}

/** Tells of logs that changed since a case read them, and of copies that are what it read; true where none changed. */
async function isUnchanged(sources: readonly SourceState[], { hashes, cached }: Known): Promise<boolean> {
  if (hashes.size === 0) return true
  const { changedEvidence } = await import('./case-evidence')
  for (const { path, sha256 } of sources)
    if (cached.some(({ shown }) => shown === path) && sha256 !== null && sha256 === hashes.get(path))
      warn(
        `${path}: read from its copy in the evidence cache, SHA-256 ${sha256} as in the case; nobody was contacted`,
      )
  const changed = changedEvidence(sources, hashes)
  changed.forEach(warn)
  return changed.length === 0
}

async function runOn(invocation: Invocation, known: Known): Promise<number> {
  const budget = invocation.command === 'events' ? OPTIMISE_AFTER.events : OPTIMISE_AFTER.others
  // Electron's V8 says aloud that it does not know the first flag.
  if (!('electron' in process.versions)) {
    setFlagsFromString(`--interrupt-budget=${budget}`)
    setFlagsFromString(OWN_SCAVENGES)
    setFlagsFromString(SMALL_YOUNG_GENERATION)
  }
  if (invocation.codePage !== null) useCodePage(invocation.codePage)
  useTimelineZone(invocation.zone)
  if (invocation.command === 'export') return exportCase(invocation, known)
  const output = new Output(invocation.out, invocation.paths)
  const complete =
    invocation.command === 'events'
      ? await printEvents(invocation, output, known)
      : await printCase(invocation, output, known)
  output.close()
  return complete ? EXIT.ok : EXIT.incomplete
}

/** Ctrl+C ends transfers so that what arrived is kept and can be gone on with; a second one ends the program. */
function stopSignal(): AbortSignal {
  const stop = new AbortController()
  process.once('SIGINT', () => stop.abort('cancelled'))
  return stop.signal
}

/** What every command reads with. Nothing of the network is loaded where no path asks for it. */
async function reading(invocation: Invocation, { cached }: Known) {
  const { paths, threads, recover } = invocation
  const remote = paths.some(isRemoteAddress) ? (await import('./remote-reading')).remoteReading(warn) : null
  return {
    ...(remote && { signal: stopSignal(), onProgress: remote.read }),
    threads,
    threadScript: THREAD_SCRIPT,
    recover,
    cached,
    acquiring: { ...acquiringOf(invocation), ...(remote && { remote }) },
  }
}

function acquiringOf({ cache }: Invocation): AcquireOptions {
  return {
    cacheFolder: cache ?? defaultCacheFolder(process.env),
    version: version(),
    password: passwordSource(process.env),
  }
}

async function printEvents(invocation: Invocation, output: Output, known: Known): Promise<boolean> {
  const { format, paths, recover } = invocation
  const lines = format === 'xml' || format === 'csv' ? format : 'jsonl'
  if (lines === 'xml') output.lines(['<?xml version="1.0" encoding="utf-8"?>\n<Events>\n'])
  if (lines === 'csv') output.lines([EVENT_COLUMNS.join(',') + '\n'])
  const sources = await (recover ? renderRecovered : renderEvents)(
    paths,
    lines,
    (bytes) => output.bytes(bytes),
    { ...(await reading(invocation, known)), hash: known.hashes.size > 0 ? 'always' : 'same-size' },
  )
  if (lines === 'xml') output.lines(['</Events>\n'])
  sources.forEach(report)
  const unchanged = await isUnchanged(sources, known)
  return unchanged && !sources.some(isIncomplete)
}

async function printCase(invocation: Invocation, output: Output, known: Known): Promise<boolean> {
  const { command, paths } = invocation
  const { table, sources, failures, acquisitions } = await readCase(paths, {
    ...(await reading(invocation, known)),
    hash: command === 'evidence' || known.hashes.size > 0 ? 'always' : 'same-size',
  })
  for (const { path, message } of failures) warn(`${path}: ${message}`)
  sources.forEach(report)
  if (command === 'evidence') output.lines(evidenceLines(table, sources, invocation, acquisitions))
  else
    output.lines(
      command === 'logons'
        ? logonLines(table, invocation, known.told)
        : sessionLines(table, invocation, known.told),
    )
  const unchanged = await isUnchanged(sources, known)
  return unchanged && failures.length === 0 && !sources.some(isIncomplete)
}

async function exportCase(invocation: Invocation, known: Known): Promise<number> {
  const { paths, out, format, all } = invocation
  const { table, sources, failures, acquisitions } = await readCase(paths, {
    ...(await reading(invocation, known)),
    hash: 'always',
  })
  for (const { path, message } of failures) warn(`${path}: ${message}`)
  sources.forEach(report)
  // Formats bring libraries that no other command needs.
  const { exportSessions } = await import('./export-command')
  const { told, said } = known
  const target = { told, said, path: out!, format: format as ExportFormat, all, version: version() }
  const { path, bytes, sha256 } = await exportSessions(table, sources, acquisitions, target).catch(
    (error: unknown) => {
      throw error instanceof ExportProblem ? new UsageError(error.message) : error
    },
  )
  warn(`${path}: ${bytes} bytes, SHA-256 ${sha256}`)
  const unchanged = await isUnchanged(sources, known)
  return unchanged && failures.length === 0 && !sources.some(isIncomplete) ? EXIT.ok : EXIT.incomplete
}

async function purge({ paths, out, cache }: Invocation): Promise<number> {
  const { purgeCases } = await import('./purge-command')
  const output = new Output(out, paths)
  const isWhole = await purgeCases(paths, cache ?? defaultCacheFolder(process.env), {
    line: (text) => output.lines([`${visibleText(text)}\n`]),
    warn,
  })
  output.close()
  return isWhole ? EXIT.ok : EXIT.incomplete
}

function report({ path, message, warnings }: SourceState): void {
  for (const warning of warnings) warn(`${path}: ${warning}`)
  if (message) warn(`${path}: ${message}`)
}

function version(): string {
  const { version: text } = JSON.parse(
    readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
  ) as { version: string }
  return text
}

/** Runs one command, its output on standard output. Answers the exit code; never rejects. */
export async function commandLine(argv: readonly string[]): Promise<number> {
  try {
    const invocation = parseInvocation(argv)
    if (typeof invocation !== 'string') return await run(invocation)
    process.stdout.write(invocation === 'help' ? USAGE : `sojourn ${version()}\n`)
    return EXIT.ok
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`sojourn: ${error.message}\n\n${USAGE}`)
      return EXIT.usage
    }
    process.stderr.write(`sojourn: internal error: ${error instanceof Error ? error.stack : String(error)}\n`)
    return EXIT.internal
  }
}
