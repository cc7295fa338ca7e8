import type { AppInfo } from '../../electron/contract/bridge'

/** Label and text of each line of the box, in its order; lines without a text are left out. */
export function aboutFacts(info: AppInfo): readonly (readonly [string, string])[] {
  const facts: readonly (readonly [string, string])[] = [
    ['Version', info.version + (info.notForDistribution ? ' (development package)' : '')],
    ['Build', info.build],
    ['Commit', info.commit],
    ['Electron', info.electron],
    ['Chromium', info.chromium],
    ['Node', info.node],
    ['System', info.system],
    ['Settings', info.dataFolder],
  ]
  return facts.filter(([, text]) => text !== '')
}

/** The same as text, for a report of a fault. */
export function aboutText(info: AppInfo): string {
  return aboutFacts(info)
    .map(([label, text]) => `${label}: ${text}\n`)
    .join('')
}
