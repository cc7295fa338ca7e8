/** Folders beside the built main process; the same in a checkout and inside a package. */
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { app } from 'electron'

const beside = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

export const RENDERER_FOLDER = beside('../renderer')
export const PRELOAD_FILE = beside('../preload/preload.cjs')
export const ENGINE_FILE = beside('../worker/engine.js')
export const ACQUIRER_FILE = beside('../worker/acquirer.js')
export const BUILD_FILE = beside('../build.json')
export const NOTICES_FILE = beside('../third-party.txt')
/** Beside the archive in a package: evidence in an archive would be copied out of it before it is read. */
export const SAMPLE_FOLDER = app.isPackaged
  ? path.join(process.resourcesPath, 'sample')
  : beside('../../assets/sample')
