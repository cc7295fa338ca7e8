/**
 * Leaves native addons out of a bundle. ssh2 looks for two that make it a little faster and does without: they would be bound to one system, one
 * processor and one version of Node, and do not load in Electron. What it uses instead, and its help for PuTTY's agent, ask for their own folder, which
 * a bundle does not have: the first does not need it, and the second does not come along.
 */
const ADDON = /^cpu-features$|\.node$/
const ABSENT = '\0absent-addon'
const OF_SSH2 = /\/node_modules\/ssh2\/lib\//

export function noAddons() {
  return {
    name: 'no-addons',
    enforce: 'pre',
    resolveId: (id, importer) => (ADDON.test(id) && importer?.includes('node_modules') ? ABSENT : null),
    load: (id) => (id === ABSENT ? 'throw new Error("left out of the bundle")' : null),
    transform: (code, id) => (OF_SSH2.test(id) ? code.replaceAll('__dirname', '""') : null),
  }
}
