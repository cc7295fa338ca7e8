/**
 * What `electron [-r MODULE]... PATH [ARGUMENTS]` starts: Electron's own default application does the same but is not
 * part of the fallback run time. Top-level await holds back the 'ready' event until the application's entry is loaded.
 */
import { app } from 'electron'
import fs from 'node:fs'
import Module from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const { preloads, target } = readArguments(process.argv.slice(1))
if (preloads.length > 0) Module._preloadModules(preloads)
if (target === null) {
  console.error('usage: electron [-r MODULE]... PATH [ARGUMENTS]')
  process.exit(1)
}
Object.defineProperty(process, 'defaultApp', { enumerable: true, value: true })

const folder = path.resolve(target)
try {
  const entry = Module._resolveFilename(folder, null, true)
  app.setAppPath(takeName(folder) ? folder : path.dirname(entry))
  await import(pathToFileURL(entry).href)
} catch (error) {
  console.error('The application could not be loaded\n' + (error?.stack ?? error))
  app.exit(1)
}

/** Modules to load first, and the first argument that is no option; the rest belongs to the application. */
function readArguments(argv) {
  const preloads = []
  for (let i = 0; i < argv.length; i++) {
    const argument = argv[i]
    if (argument === '-v' || argument === '--version') {
      console.log('v' + process.versions.electron)
      process.exit(0)
    } else if (argument === '-r' || argument === '--require') preloads.push(argv[++i])
    else if (!argument.startsWith('-')) return { preloads, target: argument }
  }
  return { preloads, target: null }
}

/** Gives the application the name and version of its package.json; false where there is none. */
function takeName(folder) {
  const file = path.join(folder, 'package.json')
  if (!fs.existsSync(file)) return false
  const description = JSON.parse(fs.readFileSync(file, 'utf8'))
  if (description.version) app.setVersion(description.version)
  app.name = description.productName ?? description.name ?? app.name
  app.setDesktopName?.(description.desktopName ?? `${app.name}.desktop`)
  return true
}
