import { expect, test } from 'vitest'
import type { PlaceEntryShown, PlaceSight, PlaceState } from '../../../electron/contract/places'
import { PlaceDesk, type PlaceHearer } from '../../../electron/main/place-desk'

const REQUEST = { address: 'sftp://host/var/evidence', endpoint: '', region: '', authorities: '' }
const ASKING: PlaceState = {
  kind: 'asking',
  host: 'host',
  question: { kind: 'account', keys: true, place: 'sftp://host', user: 'ana', refused: null },
}
const log = (name: string): PlaceEntryShown => ({
  ...{ name, path: `/var/${name}`, size: 1, modifiedMs: null, isLog: true },
  kind: 'file',
})
const CHOOSING: PlaceState = {
  kind: 'choosing',
  host: 'host',
  place: 'sftp://host',
  hasFolders: true,
  first: { path: '/var', entries: [log('a.evtx'), log('b.evtx')], more: 0 },
  named: null,
}
const NO_BYTES = {
  ...{ name: '', item: null, bytes: 0, size: null, bytesPerSecond: 0, paused: false, done: 0, count: 1 },
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
  const hearers: PlaceHearer[] = []
  const places = new PlaceDesk(
    {
      open: (request, authorities, hearer, wanted) => {
        const more = [authorities, wanted].filter((one) => one !== null)
        told.push(['open', request, ...more])
        return hearers.push(hearer)
      },
      look: (...given) => void told.push(['look', ...given]),
      answer: (...given) => void told.push(['answer', ...given]),
      copy: (...given) => void told.push(['copy', ...given]),
      copyAgain: (...given) => void told.push(['copy again', ...given]),
      steer: (...given) => void told.push(given),
      skip: (...given) => void told.push(['skip', ...given]),
    },
    (state) => shown.push(state),
  )
  const tell = (state: PlaceState, job = 1): void => hearers[job - 1]!.place(state)
  return { places, told, shown, tell, hearers }
}

test('connects, answers what is asked, copies what is ticked, and is nowhere again', () => {
  const { places, told, shown, tell } = desk()
  places.connect(REQUEST)
  tell(ASKING)
  places.answer({ kind: 'password', user: 'ana', password: 'secret' })
  tell(CHOOSING)
  places.copy(['/var/b.evtx'])
  tell({ kind: 'none', problem: null })
  expect(told).toEqual([
    ['open', REQUEST],
    ['answer', 1, { kind: 'password', user: 'ana', password: 'secret' }, null],
    ['copy', 1, ['/var/b.evtx']],
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
  places.copy(['/var/a.evtx'])
  places.leave()
  places.connect(REQUEST)
  places.answer({ kind: 'yes' })
  tell(ASKING)
  places.answer({ kind: 'yes' })
  places.answer({ kind: 's3-keys', accessKeyId: 'a', secretAccessKey: 'b', sessionToken: '' })
  places.copy(['/var/a.evtx'])
  tell(SERVER)
  places.answer({ kind: 'agent', user: 'ana' })
  places.answer({ kind: 'yes' })
  places.answer({ kind: 'yes' })
  tell(CHOOSING)
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
  places.copy(['/var/a.evtx'])
  expect(told.at(-1)).toEqual(['open', REQUEST])
  tell(CHOOSING, 2)
  places.copy(['/var/a.evtx'])
  expect(told.at(-1)).toEqual(['copy', 2, ['/var/a.evtx']])
})

test('one looks around in a place that is chosen from; a look ends the one before, leaving ends both', async () => {
  const { places, told, tell, hearers } = desk()
  const wanted = { path: '/var', below: false }
  expect(await places.look(wanted)).toEqual({ kind: 'stopped' })
  places.connect(REQUEST)
  tell(CHOOSING)
  const first = places.look(wanted)
  const second = places.look({ path: '/var/log', below: true })
  expect(await first).toEqual({ kind: 'stopped' })
  const sight: PlaceSight = { kind: 'logs', logs: [], more: 0, problems: [] }
  hearers[0]!.looked(1, { kind: 'problem', sentence: 'Late.' })
  hearers[0]!.looked(2, sight)
  expect(await second).toEqual(sight)
  const third = places.look(wanted)
  places.leave()
  expect(await third).toEqual({ kind: 'stopped' })
  expect(told.slice(1)).toEqual([
    ['look', 1, 1, wanted],
    ['look', 1, 2, { path: '/var/log', below: true }],
    ['look', 1, 3, wanted],
    ['cancel', 1],
  ])
})

test('what did not come whole is asked for over the line that is open, or another to the same place', () => {
  const { places, told, tell } = desk()
  expect(places.copyAgain(REQUEST, null, ['/var/a.evtx'])).toBe(true)
  expect(told.at(-1)).toEqual(['open', REQUEST, ['/var/a.evtx']])
  expect(places.copyAgain(REQUEST, null, ['/var/b.evtx'])).toBe(false)
  tell({ ...CHOOSING, kind: 'copying', ...NO_BYTES })
  expect(places.copyAgain(REQUEST, null, ['/var/b.evtx'])).toBe(true)
  expect(told.at(-1)).toEqual(['copy again', 1, ['/var/b.evtx']])
  expect(places.copyAgain({ ...REQUEST, address: 'sftp://other/x' }, null, ['/x'])).toBe(false)
  expect(told).toHaveLength(2)
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
