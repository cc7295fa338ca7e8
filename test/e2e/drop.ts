import type { Viewer } from './launch'

/** Drags real files over the window and lets go: only so does Chromium give their paths to preload. */
export async function drop({ app, page }: Viewer, files: readonly string[]): Promise<void> {
  const session = await app.context().newCDPSession(page)
  const data = { items: [], files: [...files], dragOperationsMask: 1 }
  for (const type of ['dragEnter', 'dragOver', 'drop'] as const)
    await session.send('Input.dispatchDragEvent', { type, x: 500, y: 400, data })
  await session.detach()
}
