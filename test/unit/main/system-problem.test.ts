import { expect, it } from 'vitest'
import { systemProblem } from '../../../electron/main/system-problem'

it.each([
  ['win32', '6.1.7601'],
  ['win32', '6.3.9600'],
  ['darwin', '11.7.10'],
  ['darwin', '12.7.6'],
] as const)('%s %s is too old, and the sentence names it', (platform, version) => {
  expect(systemProblem(platform, version)).toContain(version)
})

it.each([
  ['win32', '10.0.14393'],
  ['darwin', '13.0.1'],
  ['darwin', '26.0'],
  ['linux', '4.19.0'],
  ['win32', ''],
] as const)('%s "%s" will do', (platform, version) => {
  expect(systemProblem(platform, version)).toBeNull()
})
