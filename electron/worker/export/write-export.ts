import { createHash } from 'node:crypto'
import { type FileHandle, open, realpath, rename, rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { CaseLines } from '../../core/export/case-lines'
import { factsJson, type ExportCase } from '../../core/export/sessions/export-case'
import { exportCsv } from '../../core/export/sessions/export-csv'
import { exportHtml } from '../../core/export/sessions/export-html'
import { timesketchCsv, timesketchLines } from '../../core/export/sessions/export-timesketch'
import type { ExportFormat } from '../../contract/exports'
import { ExportProblem } from './export-problem'

const BLOCK = 1 << 16
const NOTHING_SAID = { tags: [], bookmark: false, note: '', verdict: null } as const

export interface WrittenExport {
  readonly path: string
  readonly bytes: number
  readonly sha256: string
}

/**
 * Writes an export, and beside it `NAME.export.json` with filter, counts and hashes of the sources. Neither file is there until it is whole.
 * @throws ExportProblem; nothing is left behind then
 */
export async function writeExport(
  path: string,
  format: ExportFormat,
  from: ExportCase,
): Promise<WrittenExport> {
  await refuseEvidence(path, from)
  const written = await replaceFile(path, await contents(format, from))
  await replaceFile(`${path}.export.json`, [
    factsJson(from, { name: basename(path), sha256: written.sha256 }),
  ])
  return { path, ...written }
}

async function contents(format: ExportFormat, from: ExportCase): Promise<Iterable<string | Uint8Array>> {
  switch (format) {
    case 'csv':
      return exportCsv(from, false)
    case 'csv-verbatim':
      return exportCsv(from, true)
    case 'jsonl':
      return sessionLines(from)
    case 'timesketch-csv':
      return timesketchCsv(from)
    case 'timesketch-jsonl':
      return timesketchLines(from)
    case 'html':
      return exportHtml(from)
    case 'pdf':
      return paperReport(from)
    // Libraries that only these need.
    case 'xlsx':
      return [await (await import('./excel-file')).excelFile(from)]
    case 'parquet':
      return [(await import('./parquet-file')).parquetFile(from)]
  }
}

/** Sessions of a printed report: about a thousand pages. */
export const MAX_PRINTED = 10_000

/** The report that the window prints. @throws ExportProblem for more than anybody prints */
function paperReport(from: ExportCase): Iterable<string> {
  if (from.sessions.length > MAX_PRINTED)
    throw new ExportProblem(
      `A PDF holds at most ${MAX_PRINTED} sessions; these are ${from.sessions.length}. Nothing was written. ` +
        'Filter first, pick rows, or export the HTML report.',
    )
  return exportHtml(from, true)
}

function* sessionLines({ table, found, sessions, said }: ExportCase): Generator<string> {
  const lines = new CaseLines(table, { ...found, logonIds: found.logons.map(({ id }) => id) })
  for (const session of sessions) {
    const { tags, bookmark, note, verdict } = said.get(session.id) ?? NOTHING_SAID
    const remarks = JSON.stringify({ tags, bookmark, note, verdict })
    yield `${lines.session(session).slice(0, -2)},"said":${remarks}}\n`
  }
}

/** An export never takes the place of a log that is open. */
async function refuseEvidence(path: string, { facts }: ExportCase): Promise<void> {
  const target = await realpath(path).catch(() => null)
  if (target === null) return
  for (const { path: source } of facts.sources) {
    // An entry of an archive is named by it.
    if (source.startsWith(`${path}/`))
      throw new ExportProblem(`${path} holds open logs. Nothing was written; choose another name.`)
    if ((await realpath(source).catch(() => null)) === target)
      throw new ExportProblem(`${path} is one of the open logs. Nothing was written; choose another name.`)
  }
}

async function replaceFile(
  path: string,
  parts: Iterable<string | Uint8Array>,
): Promise<{ bytes: number; sha256: string }> {
  const part = `${path}.part`
  const hash = createHash('sha256')
  let bytes = 0
  let file: FileHandle | null = null
  try {
    file = await open(part, 'w')
    for (const block of blocks(parts)) {
      hash.update(block)
      bytes += block.length
      await file.writeFile(block)
    }
    await file.sync()
    await file.close()
    file = null
    await rename(part, path)
  } catch (error) {
    await file?.close().catch(() => undefined)
    await rm(part, { force: true }).catch(() => undefined)
    const why = error instanceof Error ? error.message : String(error)
    throw new ExportProblem(
      `${path} could not be written: ${why}. Nothing was kept of it; choose another place.`,
      {
        cause: error,
      },
    )
  }
  return { bytes, sha256: hash.digest('hex') }
}

function* blocks(parts: Iterable<string | Uint8Array>): Generator<Uint8Array> {
  let text = ''
  for (const part of parts) {
    if (typeof part !== 'string') yield part
    else {
      text += part
      if (text.length < BLOCK) continue
      yield Buffer.from(text)
      text = ''
    }
  }
  if (text !== '') yield Buffer.from(text)
}
