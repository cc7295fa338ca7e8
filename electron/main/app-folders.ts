/** Folders beside the built main process; the same in a checkout and inside a package. */
import { fileURLToPath } from 'node:url'

const beside = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url))

export const RENDERER_FOLDER = beside('../renderer')
export const PRELOAD_FILE = beside('../preload/preload.cjs')
export const ENGINE_FILE = beside('../worker/engine.js')
export const SAMPLE_FOLDER = beside('../../assets/sample')
