/** The case file on disk: only ever added to, each line on the disk before the page hears of it. */
import { createHash } from 'node:crypto'
import { closeSync, fstatSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import type { CaseEntry, CaseLine } from '../contract/case-file'
import { CASE_LIMITS } from '../contract/case-constants'
import { CHAIN_START, writeLine, type ChainEnd } from '../core/case-file/journal-line'
import { isCaseJournal, readingJournal, type Journal } from '../core/case-file/read-journal'
import { CaseLock } from './case-lock'
import { inTurns } from './in-turns'

/** What is wrong with a case file, in sentences for people. */
export class CaseProblem extends Error {}

/** An entry and when it was made; the chain is made when it is written. */
export type TimedEntry = CaseEntry & { readonly time: string }

export const sha256Of = (content: string | Uint8Array): string =>
  createHash('sha256').update(content).digest('hex')

const NEWLINE = '\n'

export class CaseJournal {
  private constructor(
    readonly file: string,
    private readonly descriptor: number,
    private readonly lock: CaseLock,
    private end: ChainEnd,
    private size: number,
    /** What has to be written before anything else: an end for a torn line. */
    private before: string,
  ) {}

  /**
   * Opens a case file to go on with it. Damage is for the caller to tell; the first line that is written afterwards says
   * that it was seen. A large one is read in turns: the windows go on meanwhile.
   * @throws CaseProblem
   */
  static async open(file: string): Promise<{ readonly journal: CaseJournal; readonly content: Journal }> {
    const lock = lockOf(file)
    try {
      const { size } = statSync(file)
      if (size > CASE_LIMITS.file)
        throw new CaseProblem(`${file} is too large for a case file (${size} bytes).`)
      const bytes = await readFile(file)
      const content = await inTurns(readingJournal(bytes, sha256Of))
      if (!isCaseJournal(content))
        throw new CaseProblem(`${file} is no case file of Sojourn. It was left as it is.`)
      const descriptor = openSync(file, 'a')
      const before = content.torn ? NEWLINE : ''
      const journal = new CaseJournal(file, descriptor, lock, content.end, bytes.length, before)
      const fresh = content.damage.filter(({ told }) => !told)
      if (fresh.length > 0) {
        const time = new Date().toISOString()
        journal.append(
          fresh.map(({ line, kind, size: bytesLeft, sha256 }) => {
            const reason = kind === 'broken-chain' ? 'does not follow from the line before' : `was ${kind}`
            return { time, kind: 'resumed', line, reason, size: bytesLeft, sha256 }
          }),
        )
      }
      return { journal, content }
    } catch (error) {
      lock.release()
      throw problem(error, `${file} could not be opened`)
    }
  }

  /**
   * Writes a new case file whole and then gives it its name, in place of one that the person agreed to replace.
   * @throws CaseProblem
   */
  static create(file: string, entries: readonly TimedEntry[]): CaseJournal {
    const lock = lockOf(file)
    const young = `${file}.new`
    try {
      const { text, end } = chain(entries, CHAIN_START)
      const descriptor = openSync(young, 'w')
      try {
        writeWhole(descriptor, Buffer.from(text))
        fsyncSync(descriptor)
      } finally {
        closeSync(descriptor)
      }
      renameSync(young, file)
      syncFolder(path.dirname(file))
      return new CaseJournal(file, openSync(file, 'a'), lock, end, Buffer.byteLength(text), '')
    } catch (error) {
      rmSync(young, { force: true })
      lock.release()
      throw problem(error, `The case could not be saved as ${file}`)
    }
  }

  /**
   * Adds entries and waits for the disk. Where that fails the entries are not part of the case, and the file is no
   * longer written to from here.
   * @throws CaseProblem
   */
  append(entries: readonly TimedEntry[]): readonly CaseLine[] {
    try {
      if (
        !this.lock.isHeld() ||
        fstatSync(this.descriptor).size !== this.size ||
        !sameFile(this.descriptor, this.file)
      )
        throw new CaseProblem(
          `${this.file} was changed by another program while it was open here. Nothing was written over it. ` +
            'Save the case under another name.',
        )
      const { text, end, lines } = chain(entries, this.end)
      const bytes = Buffer.from(this.before + text)
      writeWhole(this.descriptor, bytes)
      fsyncSync(this.descriptor)
      this.before = ''
      this.end = end
      this.size += bytes.length
      return lines
    } catch (error) {
      throw problem(error, `${this.file} could not be written to`)
    }
  }

  close(): void {
    closeSync(this.descriptor)
    this.lock.release()
  }
}

function chain(
  entries: readonly TimedEntry[],
  from: ChainEnd,
): { readonly text: string; readonly end: ChainEnd; readonly lines: readonly CaseLine[] } {
  let end = from
  let text = ''
  const lines: CaseLine[] = []
  for (const { time, ...entry } of entries) {
    lines.push({ seq: end.seq, prev: end.prev, time, ...entry })
    const written = writeLine(entry, end, time, sha256Of)
    text += written.text + NEWLINE
    end = written.end
  }
  return { text, end, lines }
}

function lockOf(file: string): CaseLock {
  try {
    const lock = CaseLock.take(file)
    if (lock instanceof CaseLock) return lock
    throw new CaseProblem(
      `${file} is open in ${lock.heldBy}. Close it there, or make a copy of the file and open that.`,
    )
  } catch (error) {
    throw problem(error, `${file} could not be opened for writing`)
  }
}

function writeWhole(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += writeSync(descriptor, bytes, at)
}

/** The name still leads to the file that is open. */
function sameFile(descriptor: number, file: string): boolean {
  const [open, named] = [fstatSync(descriptor), statSync(file)]
  return open.ino === named.ino && open.dev === named.dev
}

/** The new name too; not every system lets a folder be synced. */
function syncFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, 'r')
    try {
      fsyncSync(descriptor)
    } finally {
      closeSync(descriptor)
    }
  } catch {
    return
  }
}

function problem(error: unknown, what: string): CaseProblem {
  if (error instanceof CaseProblem) return error
  return new CaseProblem(`${what}: ${error instanceof Error ? error.message : String(error)}.`)
}
