/** Calls from the page: each checks who calls and what was sent before anything happens. */
import { type IpcMainInvokeEvent, type WebContents, ipcMain } from 'electron'
import * as z from 'zod'
import { APP_ORIGIN } from '../contract/channels'

export const nothing = z.tuple([])

/**
 * Answers `channel` for the page of `contents` alone. Arguments that do not fit the schema, and any other sender
 * (another window, a frame, a foreign origin), are refused with an error.
 */
export function answer<Arguments extends unknown[], Result>(
  contents: WebContents,
  channel: string,
  schema: z.ZodType<Arguments>,
  handler: (...given: Arguments) => Result | Promise<Result>,
): void {
  const own = contents.id
  ipcMain.removeHandler(channel)
  ipcMain.handle(channel, (event: IpcMainInvokeEvent, ...given: unknown[]) => {
    if (event.sender.id !== own || !isAppFrame(event)) throw new Error(`${channel}: refused`)
    const parsed = schema.safeParse(given)
    if (!parsed.success) throw new Error(`${channel}: arguments do not fit`)
    return handler(...parsed.data)
  })
}

function isAppFrame(event: IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame
  return frame !== null && frame === event.sender.mainFrame && frame.url.startsWith(`${APP_ORIGIN}/`)
}
