import { describe, expect, it } from 'vitest'
import { startRequest } from '../../../electron/main/start-request'

const noSwitch = (): boolean => false

describe('startRequest', () => {
  it('opens the viewer, whatever switches of Chromium and names of files there are', () => {
    for (const given of [[], ['--no-sandbox', 'a.evtx'], ['version', '-help', '--user-data-dir=/x']])
      expect(startRequest(given, true, noSwitch)).toEqual({ kind: 'viewer' })
  })

  it('leaves everything after --cli to the command line', () => {
    const given = ['--no-sandbox', '--cli', 'sessions', '--help', '--version', '--cli', '--nothing']
    expect(startRequest(given, true, noSwitch)).toEqual({ kind: 'command-line', arguments: given.slice(2) })
    expect(startRequest(['--cli'], true, noSwitch)).toEqual({ kind: 'command-line', arguments: [] })
  })

  it('tells version and usage', () => {
    expect(startRequest(['a.evtx', '--version'], true, noSwitch)).toEqual({ kind: 'version' })
    expect(startRequest(['--help'], false, noSwitch)).toEqual({ kind: 'help' })
  })

  it.each(['remote-debugging-port', 'remote-debugging-pipe', 'remote-allow-origins'])(
    'refuses %s in a package, however it was written and wherever it stands, and allows it in a checkout',
    (remote) => {
      const given = ['--version', `-${remote}=0`, '--cli', 'x']
      const refused = startRequest(given, true, (name) => name === remote)
      expect(refused.kind).toBe('refused')
      expect('message' in refused && refused.message).toContain(`--${remote} `)
      expect(startRequest([`--${remote}`], false, (name) => name === remote)).toEqual({ kind: 'viewer' })
    },
  )
})
