/**
 * Copies of the open case in the evidence cache: how many there are, and removing them. The case is closed first: what was read of a copy that is gone could
 * not be shown or read again.
 */
import { existsSync } from 'node:fs'
import { type BrowserWindow, dialog } from 'electron'
import type { CaseCopies } from '../contract/acquirer'
import type { CachedCopies, CaseAnswer } from '../contract/case-file'
import type { Warn } from './bridge-calls'
import type { CaseDesk } from './case-desk'
import type { ArchiveDesk } from './open-archive'

const NONE: CachedCopies = { copies: 0, bytes: 0 }
const DONE: CaseAnswer = { message: null }
const NOTHING_THERE =
  'Nothing was removed: no copy that is for this case alone was found in the evidence cache.'
const STOPPED =
  'Looking through the evidence cache stopped before its end; copies may be left. Open the case and try again.'
const BUSY =
  'Logs are being copied or unpacked, or another computer is connected. Nothing was removed. Wait for it or end it, then try again.'

type Asked = Omit<Parameters<ArchiveDesk['acquirer']['copiesOf']>[0], 'remove'>

export class CopyRemover {
  constructor(
    private readonly window: BrowserWindow,
    private readonly desk: Pick<CaseDesk, 'caseFile' | 'evidence' | 'newCase'>,
    private readonly archives: ArchiveDesk,
    private readonly warn: Warn,
  ) {}

  async count(): Promise<CachedCopies> {
    const { caseFile } = this.desk
    // Without a cache no process is started to look into it.
    if (caseFile === null || !existsSync(this.archives.cacheFolder)) return NONE
    const { copies, bytes } = (await this.ask(this.ofCase(caseFile), false)) ?? NONE
    return { copies, bytes }
  }

  async remove(): Promise<CaseAnswer> {
    const { caseFile } = this.desk
    if (caseFile === null) return { message: 'The case has no file yet. Nothing was removed.' }
    if (this.archives.acquirer.isBusy) return { message: BUSY }
    const found = await this.ask(this.ofCase(caseFile), false)
    if (found === null || found.copies === 0)
      return { message: [NOTHING_THERE, ...(found?.problems ?? [STOPPED])].join('\n') }
    if (!(await this.mayRemove(found))) return DONE
    // While the person thought.
    if (this.desk.caseFile !== caseFile)
      return { message: `${caseFile} is not open any more. Nothing was removed.` }
    if (this.archives.acquirer.isBusy) return { message: BUSY }
    const task = this.ofCase(caseFile)
    const closed = await this.desk.newCase()
    if (closed.message !== null) return closed
    this.tell(caseFile, await this.ask(task, true))
    return DONE
  }

  private ofCase(caseFile: string): Asked {
    const evidence = this.desk.evidence.map(({ path, sha256 }) => ({ path, sha256 }))
    return { kind: 'case-copies', cacheFolder: this.archives.cacheFolder, caseFile, evidence }
  }

  private ask(task: Asked, remove: boolean): Promise<CaseCopies | null> {
    return this.archives.acquirer.copiesOf({ ...task, remove })
  }

  private async mayRemove(found: CachedCopies): Promise<boolean> {
    const { response } = await dialog.showMessageBox(this.window, {
      type: 'question',
      message: `Close the case and remove ${counted(found)}?`,
      detail:
        'Its logs of other computers are missing when it is opened next, until they are fetched again; those in archives of this computer are unpacked again. ' +
        'The case file with its tags and notes stays, and so does what other cases have.',
      buttons: ['Close and remove', 'Cancel'],
      defaultId: 1,
      cancelId: 1,
      noLink: true,
    })
    return response === 0
  }

  private tell(caseFile: string, found: CaseCopies | null): void {
    if (found === null) return this.warn(`${caseFile} was closed. ${STOPPED}`, 'warning')
    const { problems } = found
    const done = `${caseFile} was closed and ${counted(found)} removed from the evidence cache.`
    this.warn([done, ...problems].join('\n'), problems.length === 0 ? 'info' : 'warning')
  }
}

/** `1 copy of its logs (69,632 bytes)`. */
function counted({ copies, bytes }: CachedCopies): string {
  return `${copies} ${copies === 1 ? 'copy' : 'copies'} of its logs (${bytes.toLocaleString('en-US')} bytes)`
}
