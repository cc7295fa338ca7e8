import { describe, expect, it } from 'vitest'
import { builderConfig } from '../../../build/package/builder-config.mjs'
import { electronBinary } from '../../../build/electron-runtime.mjs'
import { systemProblem } from '../../../electron/main/system-problem'

const configured = (env: Record<string, string>) =>
  builderConfig({
    runtime: { channel: 'release', version: '45.4.1' },
    dist: null,
    icons: 'icons',
    output: 'dist',
    env,
  })

describe('macOS', () => {
  it('signs ad hoc without a certificate: not hardened, which would not start, and never notarised', () => {
    for (const env of [{}, { APPLE_ID: 'someone' }, { APPLE_API_KEY: 'key' }])
      expect(configured(env).mac).toMatchObject({ identity: '-', hardenedRuntime: false, notarize: false })
  })

  it('is hardened with a certificate, and notarised where an account is given too', () => {
    const signed = configured({ CSC_NAME: 'Developer ID' }).mac
    expect(signed).toMatchObject({ hardenedRuntime: true, notarize: false })
    expect(signed).not.toHaveProperty('identity')
    expect(configured({ CSC_LINK: 'p12', APPLE_ID: 'someone' }).mac.notarize).toBe(true)
  })

  it('promises the oldest system that the program itself takes', () => {
    const oldest = configured({}).mac.minimumSystemVersion
    expect(systemProblem('darwin', oldest)).toBeNull()
    expect(systemProblem('darwin', String(Number.parseInt(oldest, 10) - 1))).not.toBeNull()
  })
})

it('packs no program that raises rights, and nothing that updates', () => {
  const { nsis, publish } = configured({})
  expect(nsis).toMatchObject({ perMachine: false, allowElevation: false, packElevateHelper: false })
  expect(publish).toBeNull()
})

it.each([
  ['linux', 'electron'],
  ['win32', 'electron.exe'],
  ['darwin', 'Electron'],
])("on %s the program in a run time's folder is %s", (platform, name) => {
  expect(electronBinary('dist', platform).split(/[\\/]/).at(-1)).toBe(name)
})
