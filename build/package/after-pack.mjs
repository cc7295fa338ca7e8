/** Takes out of a packed folder what came along with the run time's own folder and is no part of a product. */
import fs from 'node:fs'
import path from 'node:path'

/** Electron's stand-in application, and what the development run time marks its folder with. */
const FOREIGN = ['resources/default_app.asar', '.complete', 'version']

export function afterPack({ appOutDir, electronPlatformName }) {
  if (electronPlatformName === 'darwin') return
  for (const name of FOREIGN) fs.rmSync(path.join(appOutDir, name), { force: true })
}
