/**
 * Leaves native addons out of a bundle. ssh2 looks for two that make it a little faster and does without: they would be bound to one system, one
 * processor and one version of Node, and do not load in Electron.
 */
const ADDON = /^cpu-features$|\.node$/
const ABSENT = '\0absent-addon'

export function noAddons() {
  return {
    name: 'no-addons',
    enforce: 'pre',
    resolveId: (id, importer) => (ADDON.test(id) && importer?.includes('node_modules') ? ABSENT : null),
    load: (id) => (id === ABSENT ? 'throw new Error("left out of the bundle")' : null),
  }
}
