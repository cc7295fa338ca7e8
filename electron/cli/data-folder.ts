import { homedir } from 'node:os'
import path from 'node:path'

/** Where the viewer keeps what it remembers, so that both know the same servers. As Electron has it for this program. */
export function dataFolder(environment: NodeJS.ProcessEnv, platform: string = process.platform): string {
  const home = homedir()
  const of = (name: string, otherwise: string): string => environment[name] || otherwise
  if (platform === 'win32') return path.join(of('APPDATA', path.join(home, 'AppData', 'Roaming')), 'Sojourn')
  if (platform === 'darwin') return path.join(home, 'Library', 'Application Support', 'Sojourn')
  return path.join(of('XDG_CONFIG_HOME', path.join(home, '.config')), 'Sojourn')
}
