/**
 * Configuration of electron-builder. No publisher and no updater: a package never looks for another one.
 * Signing and notarising happen where their variables are set (docs/INSTALL.md), and nowhere else.
 */
import path from 'node:path'
import { ROOT } from '../paths.mjs'
import { afterPack } from './after-pack.mjs'
import { nameMark } from './channel.mjs'
import { FUSES } from './fuses.mjs'

/** electron-builder insists on both for a deb; the project has no address of its own, and `.invalid` is nobody's. */
const HOMEPAGE = 'https://sojourn.invalid/'
const MAINTAINER = 'Sojourn <sojourn@sojourn.invalid>'

/** Opened as a viewer: the system offers Sojourn, what opened the file before stays the default. */
const LOG_FILES = [
  { ext: 'evtx', name: 'Windows event log', mimeType: 'application/x-ms-evtx' },
  { ext: 'evt', name: 'Windows event log (2003 and before)', mimeType: 'application/x-ms-evt' },
]
const CASE_FILE = { ext: 'sojourn', name: 'Sojourn case', mimeType: 'application/x-sojourn-case' }

/**
 * `runtime`: `{ channel, version }` of the Electron that is packed; `dist`: its folder, or null to let electron-builder
 * fetch the official one; `icons`: folder of the drawn icons; `output`: where artefacts go.
 */
export function builderConfig({ runtime, dist, icons, output, env = process.env }) {
  const certified = Boolean(env.CSC_LINK || env.CSC_NAME)
  const name = `sojourn-\${version}${nameMark(runtime.channel)}`
  return {
    appId: 'invalid.sojourn.viewer',
    productName: 'Sojourn',
    copyright: 'MIT licence',
    directories: { output, buildResources: path.join(ROOT, 'build') },
    electronVersion: runtime.version,
    ...(dist === null ? {} : { electronDist: dist }),
    extraMetadata: { homepage: HOMEPAGE, desktopName: 'sojourn.desktop' },
    npmRebuild: false,
    publish: null,
    asar: true,
    files: [
      'package.json',
      'out/{main,preload,worker,renderer}/**',
      'out/build.json',
      'out/third-party.txt',
      '!**/*.map',
      '!node_modules/**',
    ],
    // Evidence is read where it lies; out of an archive Electron would copy it to a temporary file first.
    extraResources: [
      { from: 'assets/sample', to: 'sample' },
      { from: 'LICENSE', to: 'LICENSE.sojourn.txt' },
      { from: 'out/third-party.txt', to: 'THIRD-PARTY.txt' },
      { from: 'out/sbom.cdx.json', to: 'sbom.cdx.json' },
    ],
    electronLanguages: ['en-US'],
    electronFuses: FUSES,
    afterPack,
    artifactName: `${name}-\${os}-\${arch}.\${ext}`,
    win: {
      icon: path.join(icons, 'icon.ico'),
      target: ['nsis', 'portable', 'zip'],
      executableName: 'Sojourn',
      requestedExecutionLevel: 'asInvoker',
    },
    nsis: {
      artifactName: `${name}-win-\${arch}-setup.\${ext}`,
      oneClick: false,
      perMachine: false,
      allowElevation: false,
      packElevateHelper: false,
      selectPerMachineByDefault: false,
      allowToChangeInstallationDirectory: true,
      createDesktopShortcut: false,
      deleteAppDataOnUninstall: false,
      differentialPackage: false,
      runAfterFinish: true,
      include: path.join(ROOT, 'build', 'installer.nsh'),
    },
    portable: { artifactName: `${name}-win-\${arch}-portable.\${ext}`, requestExecutionLevel: 'user' },
    mac: {
      icon: path.join(icons, 'icon.icns'),
      target: [
        { target: 'dmg', arch: 'universal' },
        { target: 'zip', arch: 'universal' },
      ],
      category: 'public.app-category.utilities',
      minimumSystemVersion: '13.0',
      // It wants every library of one team, and an ad-hoc signature has none: such a program would not start.
      hardenedRuntime: certified,
      gatekeeperAssess: false,
      entitlements: path.join(ROOT, 'build', 'package', 'entitlements.plist'),
      entitlementsInherit: path.join(ROOT, 'build', 'package', 'entitlements.plist'),
      ...(certified ? {} : { identity: '-' }),
      notarize: certified && Boolean(env.APPLE_API_KEY || env.APPLE_ID),
      fileAssociations: [...LOG_FILES, CASE_FILE].map(({ ext, name }) => ({
        ext,
        name,
        role: 'Viewer',
        rank: ext === CASE_FILE.ext ? 'Owner' : 'Alternate',
      })),
    },
    linux: {
      icon: path.join(icons, 'png'),
      target: ['deb', 'AppImage'],
      executableName: 'sojourn',
      category: 'Utility',
      synopsis: 'Viewer for Windows logon sessions in event logs',
      maintainer: MAINTAINER,
      syncDesktopName: true,
      desktop: { entry: { Keywords: 'evtx;forensics;logon;session;' } },
      fileAssociations: [...LOG_FILES, CASE_FILE].map((one) => ({ ...one, description: one.name })),
    },
    deb: {
      packageCategory: 'utils',
      depends: DEB_DEPENDS,
      recommends: [],
    },
  }
}

/** Alternatives are the names of newer releases (64-bit time). */
const DEB_DEPENDS = [
  'libc6 (>= 2.28)',
  'libgtk-3-0t64 | libgtk-3-0',
  'libnss3',
  'libasound2t64 | libasound2',
  'libgbm1',
  'libxkbcommon0',
  'libatspi2.0-0t64 | libatspi2.0-0',
  'libcups2t64 | libcups2',
]
