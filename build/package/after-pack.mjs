/** After a folder is packed, before installers are made of it: takes out what is no part of a product, and lists it for the uninstaller. */
import fs from 'node:fs'
import path from 'node:path'
import { OUT } from '../paths.mjs'
import { writeRemoval } from './removal.mjs'

/** Electron's stand-in application, and what the development run time marks its folder with. */
const FOREIGN = ['resources/default_app.asar', '.complete', 'version']
/** build/installer.nsh includes it. */
const REMOVAL = path.join(OUT, 'removal.nsh')

export function afterPack({ appOutDir, electronPlatformName }) {
  if (electronPlatformName === 'darwin') return
  for (const name of FOREIGN) fs.rmSync(path.join(appOutDir, name), { force: true })
  if (electronPlatformName === 'win32') writeRemoval(appOutDir, REMOVAL)
}
