import { homedir } from 'node:os'
import path from 'node:path'

/** Where the evidence cache is kept by default: the system's place for what can be made again. */
export function defaultCacheFolder(
  environment: NodeJS.ProcessEnv,
  platform: string = process.platform,
): string {
  const home = homedir()
  if (platform === 'win32')
    return path.join(
      environment['LOCALAPPDATA'] ?? path.join(home, 'AppData', 'Local'),
      'Sojourn',
      'evidence',
    )
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'Sojourn', 'evidence')
  const given = environment['XDG_CACHE_HOME'] ?? ''
  return path.join(path.isAbsolute(given) ? given : path.join(home, '.cache'), 'sojourn', 'evidence')
}
