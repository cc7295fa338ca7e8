/** Development only: saves a picture of the window once the page says that it is settled, and quits. */
import { writeFileSync } from 'node:fs'
import { type BrowserWindow, app } from 'electron'

const LOOK_EVERY_MS = 100
const LONGEST_WAIT_MS = 60_000
/** The frame that made it settled is still on its way to the compositor. */
const LAST_FRAME_MS = 400
/** The page sets `<html data-settled="true">` when nothing is being read and what was read is drawn. */
const IS_SETTLED = `document.documentElement.dataset.settled === 'true'`

/** Takes the picture even where the page never settles: it then shows why. */
export async function captureAndQuit(window: BrowserWindow, file: string): Promise<void> {
  const deadline = Date.now() + LONGEST_WAIT_MS
  while (Date.now() < deadline && !(await isSettled(window))) await pause(LOOK_EVERY_MS)
  // The pointer of a virtual display stands in its middle; the picture is of a window that nobody points at.
  window.webContents.sendInputEvent({ type: 'mouseLeave', x: 0, y: 0 })
  await pause(LAST_FRAME_MS)
  const picture = await window.webContents.capturePage()
  writeFileSync(file, picture.toPNG())
  app.quit()
}

async function isSettled(window: BrowserWindow): Promise<boolean> {
  if (window.webContents.isLoading()) return false
  const settled: unknown = await window.webContents.executeJavaScript(IS_SETTLED)
  return settled === true
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
