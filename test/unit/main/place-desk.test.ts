import { expect, test } from 'vitest'
import type { PlaceState } from '../../../electron/contract/places'
import { PlaceDesk } from '../../../electron/main/place-desk'

const REQUEST = { address: 'sftp://host/var/evidence', endpoint: '', region: '', authorities: '' }
const ASKING: PlaceState = {
  kind: 'asking',
  host: 'host',
  question: { kind: 'account', keys: true, place: 'sftp://host', user: 'ana', refused: null },
}
const log = (name: string) => ({ name, folder: '/var/', size: 1, modifiedMs: null })
const CHOOSING: PlaceState = {
  kind: 'choosing',
  host: 'host',
  shown: 'sftp://host/var',
  logs: [log('a.evtx'), log('b.evtx')],
  problems: [],
}
const SERVER: PlaceState = {
  kind: 'asking',
  host: 'host',
  question: { kind: 'server', fingerprint: 'SHA256:x', message: 'Not known.' },
}

/** A desk, what its acquirer was told, and what the page was shown. */
function desk() {
  const told: unknown[][] = []
  const shown: PlaceState[] = []
  const tells: ((state: PlaceState) => void)[] = []
  const places = new PlaceDesk(
    {
      open: (request, authorities, tell) => {
        told.push(['open', request, ...(authorities === null ? [] : [authorities])])
        return tells.push(tell)
      },
      answer: (...given) => void told.push(['answer', ...given]),
      copy: (...given) => void told.push(['copy', ...given]),
      steer: (...given) => void told.push(given),
      skip: (...given) => void told.push(['skip', ...given]),
    },
    (state) => shown.push(state),
  )
  return { places, told, shown, tell: (state: PlaceState, job = 1) => tells[job - 1]!(state) }
}

test('connects, answers what is asked, copies what is ticked, and is nowhere again', () => {
  const { places, told, shown, tell } = desk()
  places.connect(REQUEST)
  tell(ASKING)
  places.answer({ kind: 'password', user: 'ana', password: 'secret' })
  tell(CHOOSING)
  places.copy([1, 7])
  tell({ kind: 'none', problem: null })
  expect(told).toEqual([
    ['open', REQUEST],
    ['answer', 1, { kind: 'password', user: 'ana', password: 'secret' }, null],
    ['copy', 1, [1]],
  ])
  expect(shown.map(({ kind }) => kind)).toEqual([
    'connecting',
    'asking',
    'connecting',
    'choosing',
    'copying',
    'none',
  ])
  expect(JSON.stringify(shown)).not.toContain('secret')
})

test('nothing is answered or copied that was not asked for', () => {
  const { places, told, tell } = desk()
  places.answer({ kind: 'yes' })
  places.copy([0])
  places.leave()
  places.connect(REQUEST)
  places.answer({ kind: 'yes' })
  tell(ASKING)
  places.answer({ kind: 'yes' })
  places.answer({ kind: 's3-keys', accessKeyId: 'a', secretAccessKey: 'b', sessionToken: '' })
  places.copy([0])
  tell(SERVER)
  places.answer({ kind: 'agent', user: 'ana' })
  places.answer({ kind: 'yes' })
  places.answer({ kind: 'yes' })
  tell(CHOOSING)
  places.copy([2])
  expect(told).toEqual([
    ['open', REQUEST],
    ['answer', 1, { kind: 'yes' }, null],
  ])
})

test('one place at a time; one that was left is not heard any more', () => {
  const { places, told, shown, tell } = desk()
  places.connect(REQUEST)
  places.connect(REQUEST)
  expect(told).toEqual([['open', REQUEST]])
  places.leave()
  expect(told.at(-1)).toEqual(['cancel', 1])
  const seen = shown.length
  tell(SERVER)
  tell({ kind: 'none', problem: 'late' })
  expect(shown).toHaveLength(seen)
  places.connect(REQUEST)
  tell(CHOOSING)
  places.copy([0])
  expect(told.at(-1)).toEqual(['open', REQUEST])
  tell(CHOOSING, 2)
  places.copy([0])
  expect(told.at(-1)).toEqual(['copy', 2, [0]])
})

test('a problem is shown, and another address can be tried; a key is of one connection', () => {
  const { places, told, shown, tell } = desk()
  places.connect(REQUEST)
  places.useKey('/home/ana/.ssh/id')
  tell({ kind: 'none', problem: 'The host key of the server has changed.' })
  expect(shown.at(-1)).toEqual({ kind: 'none', problem: 'The host key of the server has changed.' })
  places.connect(REQUEST)
  tell(ASKING, 2)
  places.answer({ kind: 'key', user: 'ana', passphrase: 'p' })
  expect(told.at(-1)).toEqual(['answer', 2, { kind: 'key', user: 'ana', passphrase: 'p' }, null])
  tell(ASKING, 2)
  places.useKey('/home/ana/.ssh/id')
  places.answer({ kind: 'key', user: 'ana', passphrase: '' })
  expect(told.at(-1)?.[3]).toBe('/home/ana/.ssh/id')
})

test('it is nowhere when the acquirer is gone', () => {
  const { places, told, shown } = desk()
  places.connect(REQUEST)
  places.reset()
  places.leave()
  expect(shown.at(-1)).toEqual({ kind: 'none', problem: null })
  expect(told).toHaveLength(1)
})

test('copying is held back and goes on, whatever the acquirer tells meanwhile; one file can be skipped', () => {
  const { places, told, shown, tell } = desk()
  const copying: PlaceState = {
    ...{ kind: 'copying', host: 'host', name: 'a.evtx', item: 3, bytes: 1, size: 2, bytesPerSecond: 1 },
    ...{ paused: false, done: 0, count: 1 },
  }
  places.connect(REQUEST)
  places.pause(true)
  places.skip(3)
  tell(copying)
  places.pause(true)
  places.pause(true)
  tell({ ...copying, bytes: 2 })
  expect(shown.at(-1)).toMatchObject({ paused: true, bytes: 2 })
  places.skip(3)
  places.pause(false)
  expect(shown.at(-1)).toMatchObject({ paused: false, bytes: 2 })
  expect(told.slice(1)).toEqual([
    ['pause', 1],
    ['skip', 1, 3],
    ['resume', 1],
  ])
})

test('authorities count where the request speaks of them', () => {
  const { places, told } = desk()
  places.useAuthorities('/ca.pem')
  places.connect(REQUEST)
  places.leave()
  places.connect({ ...REQUEST, authorities: 'ca.pem' })
  expect(told.map(([, , authorities]) => authorities)).toEqual([undefined, undefined, '/ca.pem'])
})
