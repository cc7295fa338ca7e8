import { describe, expect, it } from 'vitest'
import { startRequest } from '../../../electron/main/start-request'

describe('startRequest', () => {
  it('opens the viewer, whatever switches of Chromium and names of files there are', () => {
    for (const given of [[], ['--no-sandbox', 'a.evtx'], ['version', '-help', '--user-data-dir=/x']])
      expect(startRequest(given, true)).toEqual({ kind: 'viewer' })
  })

  it('leaves everything after --cli to the command line', () => {
    const given = [
      '--no-sandbox',
      '--cli',
      'sessions',
      '--help',
      '--version',
      '--cli',
      '--remote-debugging-port=1',
    ]
    expect(startRequest(given, true)).toEqual({ kind: 'command-line', arguments: given.slice(2) })
    expect(startRequest(['--cli'], true)).toEqual({ kind: 'command-line', arguments: [] })
  })

  it('tells version and usage', () => {
    expect(startRequest(['a.evtx', '--version'], true)).toEqual({ kind: 'version' })
    expect(startRequest(['--help'], false)).toEqual({ kind: 'help' })
  })

  it.each(['--remote-debugging-port=0', '--remote-debugging-pipe', '--remote-allow-origins=*'])(
    'refuses %s in a package, before --cli too, and allows it in a checkout',
    (remote) => {
      const refused = startRequest(['--version', remote, '--cli', 'x'], true)
      expect(refused.kind).toBe('refused')
      expect('message' in refused && refused.message).toContain(remote.replace(/=.*/, ' '))
      expect(startRequest([remote], false)).toEqual({ kind: 'viewer' })
    },
  )
})
