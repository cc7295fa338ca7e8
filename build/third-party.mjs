/** Other people's packages inside the built files: which they are, their licences as text, and as a CycloneDX bill of materials. */
import fs from 'node:fs'
import path from 'node:path'
import { ROOT } from './paths.mjs'

/**
 * @typedef {{ name: string, version: string, licence: string, text: string }} Package
 * @typedef {{ 'bom-ref': string, name: string, version: string, purl: string, licenses: unknown[] }} Component
 * @typedef {{ bomFormat: string, specVersion: string, version: number, metadata: unknown, components: Component[],
 *   dependencies: { ref: string, dependsOn: string[] }[] }} Bom
 */

/** Its small run time is compiled into the record loop, where no bundler sees it. */
const COMPILED_IN = ['node_modules/assemblyscript']
const LICENCE_FILE = /^(licen[cs]e|copying|notice)(\.(md|txt))?$/i
const PACKAGE_FOLDER = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//

/**
 * Folders, from the top of the project, of the packages that a bundler's output holds code of.
 *
 * @param {{ type: string, modules?: Record<string, unknown> }[]} output
 * @returns {string[]}
 */
export function bundledFolders(output) {
  const modules = output.flatMap((file) => (file.type === 'chunk' ? Object.keys(file.modules) : []))
  const folders = modules.flatMap((id) => {
    const inside = path.relative(ROOT, id.replace(/^\0/, '').replace(/\?.*$/, '')).split(path.sep).join('/')
    return PACKAGE_FOLDER.exec(inside)?.[1] ?? []
  })
  return [...new Set(folders)].sort()
}

/**
 * Each package, sorted by name. Throws where one does not say its licence.
 *
 * @param {string[]} folders
 * @returns {Package[]}
 */
export function thirdParty(folders) {
  return [...new Set([...folders, ...COMPILED_IN])].map(describe).sort((a, b) => (a.name < b.name ? -1 : 1))
}

function describe(folder) {
  const place = path.join(ROOT, folder)
  const stated = JSON.parse(fs.readFileSync(path.join(place, 'package.json'), 'utf8'))
  const { name, version } = stated
  const licence = licenceOf(stated)
  const files = fs.readdirSync(place).filter((file) => LICENCE_FILE.test(file))
  const text = files.sort().map((file) => fs.readFileSync(path.join(place, file), 'utf8').trim())
  return { name, version, licence, text: text.join('\n\n') }
}

/**
 * As SPDX expression. Older packages keep a list of licences, of which one may be chosen. Throws where none is stated.
 *
 * @param {{ name: string, license?: unknown, licenses?: unknown }} stated package.json
 * @returns {string}
 */
export function licenceOf({ name, license, licenses }) {
  const listed = Array.isArray(licenses) ? licenses.map((one) => one?.type ?? one) : [license]
  const known = listed.filter((one) => typeof one === 'string' && one !== '')
  if (known.length === 0) throw new Error(`${name} does not say under which licence it is`)
  return known.join(' OR ')
}

/**
 * One text file of all licences.
 *
 * @param {Package[]} packages
 */
export function noticesText(packages) {
  const head =
    'Sojourn contains code of these packages. Electron and Chromium bring their own: LICENSE.electron.txt and ' +
    'LICENSES.chromium.html.\n'
  const parts = packages.map(
    ({ name, version, licence, text }) =>
      `${'-'.repeat(80)}\n${name} ${version} (${licence})\n\n${text === '' ? 'No licence text comes with the package.' : text}\n`,
  )
  return [head, ...parts].join('\n')
}

/**
 * CycloneDX 1.5. Without serial number and time: the same build makes the same file.
 *
 * @param {{ name: string, version: string, license: string }} application
 * @param {Package[]} packages
 * @returns {Bom}
 */
export function cycloneDx(application, packages) {
  const component = ({ name, version, licence }) => ({
    type: 'library',
    'bom-ref': purl(name, version),
    name,
    version,
    licenses: [/^[\w.+-]+$/.test(licence) ? { license: { id: licence } } : { expression: licence }],
    purl: purl(name, version),
  })
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': 'sojourn',
        name: application.name,
        version: application.version,
        licenses: [{ license: { id: application.license } }],
      },
    },
    components: packages.map(component),
    dependencies: [{ ref: 'sojourn', dependsOn: packages.map(({ name, version }) => purl(name, version)) }],
  }
}

/**
 * The bill of materials of a package, which brings Electron along.
 *
 * @param {Bom} bom
 * @param {string} version
 * @returns {Bom}
 */
export function withElectron(bom, version) {
  const electron = { type: 'framework', 'bom-ref': purl('electron', version), name: 'electron', version }
  const [own, ...others] = bom.dependencies
  return {
    ...bom,
    components: [
      ...bom.components,
      { ...electron, licenses: [{ license: { id: 'MIT' } }], purl: purl('electron', version) },
    ],
    dependencies: [{ ...own, dependsOn: [...own.dependsOn, electron['bom-ref']] }, ...others],
  }
}

const purl = (name, version) => `pkg:npm/${name.replace('@', '%40')}@${version}`
