/** The built command line on a mounted share of Samba: it is read where it lies, as a folder of this computer is. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { expect, test } from '@playwright/test'
import { commandLine } from '../fixtures/built-command-line'
import { type Share, startShare, whyNoShare } from '../fixtures/servers/samba'

const SAMPLE = path.resolve(import.meta.dirname, '../../assets/sample')

test('logs of a mounted share are those of the folder behind it, and untouched; a share that is gone is told', async () => {
  const why = await whyNoShare()
  if (why !== null) console.warn(`no share of Samba can be mounted (${why}): its test is skipped`)
  test.skip(why !== null, why ?? '')
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sojourn-share-'))
  const logs = path.join(folder, 'logs')
  fs.cpSync(SAMPLE, logs, { recursive: true })
  const before = fs.readdirSync(logs, { recursive: true, encoding: 'utf8' }).map((name) => {
    return [name, fs.statSync(path.join(logs, name)).mtimeMs]
  })
  const { run } = commandLine(path.join(folder, 'home'))
  let share: Share | null = null
  try {
    share = await startShare(path.join(folder, 'samba'), logs)
    const { mounted } = share
    for (const command of [
      ['sessions', '--format', 'jsonl'],
      ['events'],
      ['evidence', '--format', 'jsonl'],
    ]) {
      const here = await run([...command, logs])
      const there = await run([...command, mounted])
      expect(there.told).toEqual([])
      expect(there.code).toBe(0)
      expect(there.out.length).toBeGreaterThan(1000)
      // This client writes a percent sign of a name as in an address.
      expect(there.out.replaceAll(mounted, logs).replaceAll('%254', '%4') === here.out).toBe(true)
    }
    expect(
      fs.readdirSync(logs, { recursive: true, encoding: 'utf8' }).map((name) => {
        return [name, fs.statSync(path.join(logs, name)).mtimeMs]
      }),
    ).toEqual(before)
    expect(fs.existsSync(path.join(folder, 'home', 'cache'))).toBe(false)

    await share.stopServer()
    const gone = await run(['logons', path.join(mounted, 'WS-0171'), path.join(logs, 'WS-0147')])
    expect(gone.code).toBe(2)
    expect(gone.told).toEqual([
      `sojourn: ${path.join(mounted, 'WS-0171')}: Reading failed (EIO). What was read before is kept.`,
    ])
    expect(gone.out).toBe((await run(['logons', path.join(logs, 'WS-0147')])).out)
  } finally {
    await share?.stop()
    fs.rmSync(folder, { recursive: true })
  }
})
