/** The HTML report as PDF, printed by the window's own engine: in a window of its own that nobody sees and that can do nothing. */
import { randomUUID } from 'node:crypto'
import { open, rename, rm } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { BrowserWindow, session } from 'electron'

/** A report of MAX_PRINTED sessions takes a minute on a slow computer. */
const PRINT_MS = 300_000

/**
 * Prints a report. The window has a session in memory that reads this one file and nothing else, no script, no bridge.
 * @throws Error; there is no PDF then
 */
export async function printReport(report: string, pdf: string): Promise<void> {
  const own = session.fromPartition(`print-${randomUUID()}`)
  const address = pathToFileURL(report).href
  own.webRequest.onBeforeRequest(({ url }, decide) => decide({ cancel: url !== address }))
  own.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  const window = new BrowserWindow({
    show: false,
    webPreferences: {
      session: own,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      javascript: false,
      images: false,
      webgl: false,
      spellcheck: false,
      devTools: false,
    },
  })
  try {
    await window.loadURL(address)
    await writeWhole(pdf, await within(PRINT_MS, print(window)))
  } finally {
    window.destroy()
  }
}

function print({ webContents }: BrowserWindow): Promise<Buffer> {
  return webContents.printToPDF({
    pageSize: 'A4',
    landscape: true,
    printBackground: true,
    margins: { top: 0.5, bottom: 0.5, left: 0.4, right: 0.4 },
    generateTaggedPDF: true,
    generateDocumentOutline: true,
  })
}

async function within<T>(limitMs: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`printing took more than ${limitMs / 1000} s`)), limitMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** There when it is whole. */
async function writeWhole(file: string, bytes: Uint8Array): Promise<void> {
  const part = `${file}.part`
  try {
    const handle = await open(part, 'w')
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(part, file)
  } catch (error) {
    await rm(part, { force: true })
    throw error
  }
}
