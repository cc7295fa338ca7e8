import path from 'node:path'
import { APP_ORIGIN } from '../contract/channels'

/** Path of the file that a URL names, or null where it is foreign or leads out of the folder. */
export function servedFile(address: string, folder: string): string | null {
  let name: string
  try {
    const url = new URL(address)
    if (`${url.protocol}//${url.host}` !== APP_ORIGIN) return null
    name = decodeURIComponent(url.pathname)
  } catch {
    return null
  }
  if (name.includes('\0') || name.includes('\\')) return null
  const file = path.resolve(folder, `.${name === '/' ? '/index.html' : name}`)
  return file.startsWith(folder + path.sep) ? file : null
}
