/** Several computers in the window: a chain of hops in details and timeline; computers taken for one, and apart again. */
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { FixtureEvent } from '../fixtures/evtx-writer/fixture-record'
import { LogHost } from '../fixtures/log-host'
import { explicit4648, logoffByUser4647, logon4624, lsm21, lsm23 } from '../fixtures/windows-events'
import { CaseView } from './case-view'
import { expect, test } from './launch'

const ALICE = { sid: 'S-1-5-21-1-1-1-1104', name: 'alice', domain: 'DOM' }
const at = (clock: string): string => `2024-05-14T${clock}Z`

function desk(
  from: string,
  to: string,
  logonId: number,
  ip: string | null,
  workstation = '',
): FixtureEvent[] {
  const desktop = { user: 'DOM\\alice', sessionId: 2 }
  const source = ip === null ? {} : { ip }
  return [
    ...(ip === null
      ? []
      : [logon4624(at(from), { account: ALICE, logonId: logonId + 0x100, logonType: 3, ip, workstation })]),
    logon4624(at(from), { account: ALICE, logonId, logonType: ip === null ? 2 : 10, ...source }),
    lsm21(at(from), { ...desktop, address: ip ?? 'LOCAL' }),
    logoffByUser4647(at(to), { account: ALICE, logonId }),
    lsm23(at(to), desktop),
  ]
}

const use = (time: string, logonId: number, server: string): FixtureEvent =>
  explicit4648(at(time), {
    subject: { ...ALICE, logonId },
    target: ALICE,
    server,
    processName: 'C:\\mstsc.exe',
  })

/** Logs of three computers, a folder each. */
function logs(scratch: string): string {
  const computers = {
    'PC1.dom.example': [...desk('08:00:00', '17:00:00', 0x51000, null), use('09:59:59', 0x51000, 'PC2')],
    'PC2.dom.example': [
      ...desk('10:00:00', '12:00:00', 0x52000, '10.1.0.11', 'PC1'),
      use('10:29:59', 0x52000, 'PC3'),
    ],
    'PC3.dom.example': desk('10:30:00', '11:00:00', 0x53000, '10.1.0.12', 'PC2'),
  }
  const folder = path.join(scratch, 'logs')
  for (const [computer, events] of Object.entries(computers)) {
    mkdirSync(path.join(folder, computer), { recursive: true })
    for (const { name, bytes } of new LogHost(computer).add(...events).files())
      writeFileSync(path.join(folder, computer, name), bytes)
  }
  return folder
}

test('a chain of hops, and computers taken for one and apart again', async ({ openViewer, scratch }) => {
  const { page } = await openViewer([logs(scratch)])
  const view = new CaseView(page)
  await view.settledCounts()
  const computers = async (): Promise<string[]> =>
    [...new Set(await view.column('computer'))].filter((name) => /^PC\d/.test(name)).sort()
  await expect.poll(computers).toHaveLength(3)

  const computerOf = (name: string) =>
    view.rows().locator('[col-id="computer"]').filter({ hasText: name }).first()
  await computerOf('PC3').click()
  await expect(view.details).toContainText(
    'Computers on the way here: PC1.dom.example > PC2.dom.example > PC3.dom.example.',
  )
  await expect(view.details.getByRole('button', { name: /^from/ })).toHaveCount(1)
  await view.picture('hop-chain')

  await computerOf('PC1').click()
  await computerOf('PC3').click({ modifiers: ['ControlOrMeta'] })
  await computerOf('PC3').click({ button: 'right' })
  await view.picture('computer-menu')
  await page.getByRole('menuitem', { name: 'Take the computers of the picked sessions for one' }).click()
  await expect.poll(computers).toHaveLength(2)
  // The name of the latest record is the machine's.
  await computerOf('PC1').click()
  await computerOf('PC1').click({ button: 'right' })
  await page.getByRole('menuitem', { name: 'Take the names of this computer apart' }).click()
  await expect.poll(computers).toHaveLength(3)

  await page.keyboard.press('Control+k')
  await page.keyboard.type('Show the case')
  await page.keyboard.press('Enter')
  const custody = page.getByRole('dialog')
  await expect(custody).toContainText('PC1.dom.example, PC3.dom.example taken for one machine.')
  await expect(custody).toContainText('PC1.dom.example, PC3.dom.example taken apart again.')
  await view.picture('computers-custody')
})
