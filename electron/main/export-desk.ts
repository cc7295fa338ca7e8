/** Exports: where they go, what of them is printed, and what the custody log says of them. */
import { randomUUID } from 'node:crypto'
import { readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { BrowserWindow } from 'electron'
import type { ExportTicket, FinishedExport } from '../contract/bridge'
import type { CaseAnswer } from '../contract/case-file'
import type { ExportFormat } from '../contract/exports'
import type { CaseDesk } from './case-desk'
import { chooseCustodyFile, chooseExportFile } from './dialogs'
import type { EngineHost } from './engine-host'
import { type FileFacts, factsOfFile } from './file-facts'
import { printReport } from './print-report'

interface PlannedExport {
  readonly path: string
  readonly format: ExportFormat
}

/** Dialogs answered and not followed by a finished export. */
const MAX_PLANNED = 16
const FACTS_ENDING = '.export.json'

export class ExportDesk {
  private readonly planned = new Map<string, PlannedExport>()

  constructor(
    private readonly window: BrowserWindow,
    private readonly engine: EngineHost,
    private readonly desk: CaseDesk,
    private readonly version: string,
  ) {}

  /** Asks where to, and tells the engine. */
  async choose(format: ExportFormat): Promise<ExportTicket | { readonly cancelled: true }> {
    const file = await chooseExportFile(this.window, format)
    if (file === null) return { cancelled: true }
    const ticket = randomUUID()
    const target = format === 'pdf' ? reportBeside(file) : file
    this.engine.exportTo({
      ticket,
      path: target,
      version: this.version,
      said: this.desk.said(),
      copies: this.desk.acquisitions(),
    })
    this.planned.set(ticket, { path: file, format })
    const [oldest] = this.planned.keys()
    if (this.planned.size > MAX_PLANNED && oldest !== undefined) this.planned.delete(oldest)
    return { ticket }
  }

  /** Notes an export with the hash of what lies on the disk, not of what somebody says. */
  async finish(ticket: string, sessions: number, filter: string): Promise<FinishedExport> {
    const planned = this.planned.get(ticket)
    this.planned.delete(ticket)
    if (planned === undefined) return { file: null, message: 'This export is not known; export again.' }
    try {
      if (planned.format === 'pdf') await this.print(planned.path)
      const facts = await factsOfFile(planned.path)
      const { message } = this.desk.noteExport({ kind: 'export', ...planned, ...facts, sessions, filter })
      return { file: { path: planned.path, ...facts }, message }
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error)
      return { file: null, message: `${planned.path} could not be written: ${why}. Nothing was kept of it.` }
    }
  }

  /** All of the custody log as text, never over an open log. */
  async saveCustody(): Promise<CaseAnswer> {
    const file = await chooseCustodyFile(this.window, this.desk.caseFile)
    if (file === null) return { message: null }
    try {
      if (await isOneOf(file, this.engine.openedPaths())) throw new Error('it is one of the open logs')
      await writeWhole(file, this.desk.custodyText())
      return { message: null }
    } catch (error) {
      return {
        message: `${file} could not be written: ${error instanceof Error ? error.message : String(error)}.`,
      }
    }
  }

  /** The report that the engine wrote becomes the PDF, and its facts those of the PDF. */
  private async print(pdf: string): Promise<void> {
    const report = reportBeside(pdf)
    try {
      if (await isOneOf(pdf, this.engine.openedPaths())) throw new Error('it is one of the open logs')
      await printReport(report, pdf)
      await writeFacts(report + FACTS_ENDING, pdf, await factsOfFile(pdf))
    } finally {
      await Promise.all([report, report + FACTS_ENDING].map((file) => rm(file, { force: true })))
    }
  }
}

/** In the folder that the person chose: what is in it stays on that disk. */
const reportBeside = (pdf: string): string => `${pdf}.report.html`

async function writeFacts(given: string, pdf: string, { sha256 }: FileFacts): Promise<void> {
  const facts = JSON.parse(await readFile(given, 'utf8')) as Record<string, unknown>
  const text = JSON.stringify({ ...facts, file: path.basename(pdf), sha256 }, null, 2) + '\n'
  await writeWhole(pdf + FACTS_ENDING, text)
}

/** It is there whole or not at all. */
async function writeWhole(file: string, text: string): Promise<void> {
  const part = `${file}.part`
  try {
    await writeFile(part, text)
    await rename(part, file)
  } finally {
    await rm(part, { force: true })
  }
}

async function isOneOf(file: string, logs: readonly string[]): Promise<boolean> {
  const target = await realpath(file).catch(() => null)
  if (target === null) return false
  const real = await Promise.all(logs.map((log) => realpath(log).catch(() => null)))
  return real.includes(target)
}
