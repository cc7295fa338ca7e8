import { closeSync, openSync, readSync } from 'node:fs'
import { archiveKind } from '../archives/archive-kind'
import { TAR_BLOCK } from '../archives/tar-header'

/** A log that is read while it comes. It is shown with its first bytes: what they say is an archive is none, whatever it is called. */
export class EarlyRow {
  /** null: too little of it is here. */
  private isLog: boolean | null = null

  /** @param show called once, where it is to be shown */
  constructor(
    private readonly part: string,
    private readonly size: number,
    private readonly show: () => void,
  ) {}

  /** @param bytes that are here by now */
  isShown(bytes: number): boolean {
    if (this.isLog === null && bytes > 0 && bytes >= Math.min(TAR_BLOCK, this.size)) {
      this.isLog = !isArchiveHead(this.part)
      if (this.isLog) this.show()
    }
    return this.isLog === true
  }
}

/** True too of what cannot be read: it is not read early then. */
function isArchiveHead(part: string): boolean {
  const head = Buffer.alloc(TAR_BLOCK)
  try {
    const file = openSync(part, 'r')
    try {
      return archiveKind(head.subarray(0, readSync(file, head, 0, head.length, 0))) !== null
    } finally {
      closeSync(file)
    }
  } catch {
    return true
  }
}
