import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { caseEvidence } from '../../../electron/cli/case-evidence'
import type { EngineMessage, EngineReplies } from '../../../electron/contract/engine'
import type { SourceId } from '../../../electron/contract/ids'
import { CaseKeeper } from '../../../electron/main/case-keeper'
import { EngineCore } from '../../../electron/worker/engine-core'
import { LogHost } from '../../fixtures/log-host'
import { logoffByUser4647, logon4624 } from '../../fixtures/windows-events'

const ALICE = { sid: 'S-1-5-21-1-1-1-1104', name: 'alice', domain: 'DOM' }
const NAMES = ['NEW.dom.example', 'OLD.dom.example']
let folder = ''
beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'sojourn-names-'))))
afterEach(() => rmSync(folder, { recursive: true }))

const written = (name: string, host: LogHost): string => {
  const [file] = host.files()
  const place = path.join(folder, name)
  writeFileSync(place, file!.bytes)
  return place
}

/** A computer's log before and after it was set up anew under another name. */
const logs = (): string[] => [
  written(
    'old.evtx',
    new LogHost('OLD.dom.example').add(
      logon4624('2024-05-14T08:00:00Z', { account: ALICE, logonId: 0x30000, logonType: 2 }),
    ),
  ),
  written(
    'new.evtx',
    new LogHost('NEW.dom.example', { firstRecordId: { Security: 900n } }).add(
      logoffByUser4647('2024-05-14T10:00:00Z', { account: ALICE, logonId: 0x30000 }),
    ),
  ),
]

test('what a person says of names makes the sessions anew, once, and can be taken back', async () => {
  const messages: EngineMessage[] = []
  const engine = new EngineCore({ threads: 1 })
  engine.connect((message) => messages.push(message))
  await engine.open(logs().map((place, i) => ({ id: `s${i}` as SourceId, path: place, display: place })))
  let calls = 0
  const ask = async (request: object): Promise<unknown> => {
    const id = ++calls
    await engine.receive({ id, request })
    const answer = messages.find((message) => message.kind === 'reply' && message.id === id)
    return answer?.kind === 'reply' ? answer.value : null
  }
  const computers = async (): Promise<string[][]> =>
    ((await ask({ call: 'coverage' })) as EngineReplies['coverage']).machines.map(({ aliases }) => [
      ...aliases,
    ])
  const told = () => messages.filter(({ kind }) => kind === 'changed').length

  expect(await computers()).toEqual([['NEW.dom.example'], ['OLD.dom.example']])
  const before = told()
  expect(await ask({ call: 'identify', merges: [NAMES], splits: [], clocks: [] })).toEqual({ changed: true })
  expect([await computers(), told()]).toEqual([[NAMES], before + 1])
  const { machines } = (await ask({ call: 'coverage' })) as EngineReplies['coverage']
  expect(machines.map(({ channels }) => channels.map(({ records }) => records))).toEqual([[2]])
  expect(await ask({ call: 'identify', merges: [NAMES], splits: [], clocks: [] })).toEqual({ changed: false })
  expect(told()).toBe(before + 1)
  await ask({ call: 'identify', merges: [], splits: [], clocks: [] })
  expect(await computers()).toHaveLength(2)
})

test('a case on the command line brings what it says of names and clocks', () => {
  const keeper = new CaseKeeper('0.1.0')
  keeper.change([{ kind: 'merge', computers: NAMES, on: true, reason: 'set up anew' }])
  keeper.change([{ kind: 'merge', computers: ['A', 'B'], on: false, reason: '' }])
  keeper.change([{ kind: 'clock', computer: 'A', offsetMs: -42_000, reason: 'measured at the site' }])
  const file = path.join(folder, 'x.sojourn')
  keeper.save(file)
  keeper.reset()
  expect(caseEvidence([file]).told).toEqual({
    merges: [NAMES],
    splits: [['A', 'B']],
    clocks: [{ computer: 'A', offsetMs: -42_000, reason: 'measured at the site' }],
  })
})
