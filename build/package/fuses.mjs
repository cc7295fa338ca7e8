/** The switches that are burnt into a shipped program, by the names electron-builder and @electron/fuses give them. */
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'

/** As electron-builder's `electronFuses`. Each `false` closes a way to run other code inside a trusted program. */
export const FUSES = {
  runAsNode: false,
  enableCookieEncryption: true,
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  grantFileProtocolExtraPrivileges: false,
}

const OPTIONS = {
  runAsNode: FuseV1Options.RunAsNode,
  enableCookieEncryption: FuseV1Options.EnableCookieEncryption,
  enableNodeOptionsEnvironmentVariable: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
  enableNodeCliInspectArguments: FuseV1Options.EnableNodeCliInspectArguments,
  enableEmbeddedAsarIntegrityValidation: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  onlyLoadAppFromAsar: FuseV1Options.OnlyLoadAppFromAsar,
  loadBrowserProcessSpecificV8Snapshot: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
  grantFileProtocolExtraPrivileges: FuseV1Options.GrantFileProtocolExtraPrivileges,
}
/** `1` in the wire of a program. */
const ENABLED = 49

/** Reads the switches back out of a program: names of those that are not as above. */
export async function wrongFuses(program) {
  const wire = await getCurrentFuseWire(program)
  return Object.keys(FUSES).filter((name) => (wire[OPTIONS[name]] === ENABLED) !== FUSES[name])
}
