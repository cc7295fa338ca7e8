import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readJournal } from '../../../electron/core/case-file/read-journal'
import { CaseLock } from '../../../electron/main/case-lock'
import { sha256Of } from '../../../electron/main/case-journal'
import { CaseKeeper } from '../../../electron/main/case-keeper'
import type { ReadLog } from '../../../electron/main/known-logs'
import { CaseRecents } from '../../../electron/main/case-recents'
import { readCaseFile } from '../../../electron/main/read-case-file'
import { lockFile, STALE_MS } from '../../../electron/worker/case-owner'
import { ABOUT } from '../case-file/scenes'

let folder = ''
const keepers: CaseKeeper[] = []
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sojourn-case-'))
})
afterEach(() => {
  for (const keeper of keepers.splice(0)) if (keeper.file !== null) keeper.reset()
  rmSync(folder, { recursive: true })
})

const at = (...names: string[]): string => path.join(folder, ...names)
function keeper(): CaseKeeper {
  const made = new CaseKeeper('0.1.0')
  keepers.push(made)
  return made
}
const opened = async (of: CaseKeeper, file: string) => of.open(await readCaseFile(file))
const tag = (session: string, word = 'malicious') =>
  ({ kind: 'tag', session, about: ABOUT, tag: word, on: true }) as const
function log(name: string, content = name): ReadLog {
  const file = at(name)
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, content)
  return { path: file, size: content.length, sha256: sha256Of(content) }
}
/** A saved case with one log and one tag, closed. */
function closedCase(): { file: string; evidence: ReadLog } {
  const evidence = log('logs/Security.evtx')
  const one = keeper()
  one.logs.noteRead([evidence])
  one.change([tag('s1')])
  one.save(at('a.sojourn'))
  one.reset()
  return { file: at('a.sojourn'), evidence }
}

it('a code page that is not the usual one is in the custody log, and so is the way back', () => {
  const one = keeper()
  const evidence = log('pages/Security.evtx')
  one.logs.noteRead([evidence])
  one.logs.noteRead([evidence])
  one.logs.noteRead([evidence], 'windows-1251')
  one.logs.noteRead([evidence], 'windows-1251')
  one.logs.noteRead([evidence])
  expect(
    one.custody().map(({ text }) => text.slice(evidence.path.length + 1).replace(/SHA-256 \w+/, 'SHA-256')),
  ).toEqual([
    'read: 19 bytes, SHA-256.',
    'read again, unchanged: SHA-256. 8-bit text was read as windows-1251.',
    'read again, unchanged: SHA-256. 8-bit text was read as windows-1252.',
  ])
})

it('the zone that times without an offset were read in is in the custody log, and each other one after it', () => {
  const one = keeper()
  const evidence = log('zones/timeline.csv')
  for (const zone of ['UTC', 'UTC', 'Asia/Tokyo']) one.logs.noteRead([{ ...evidence, zone }])
  expect(one.custody().map(({ text }) => /Times .*/.exec(text)?.[0])).toEqual([
    'Times without an offset were read in the zone UTC.',
    'Times without an offset were read in the zone Asia/Tokyo.',
  ])
})

it('a case lies and is found in folders of any letters, with blanks and more than 260 characters', async () => {
  const deep = Array.from({ length: 6 }, (_, i) => `${i} Fälle für Größeres – 100% Beweis & Kopie`)
  expect(at(...deep).length).toBeGreaterThan(260)
  const evidence = log(path.join(...deep, 'Sicherheit ü.evtx'))
  const one = keeper()
  one.logs.noteRead([evidence])
  one.change([tag('s1')])
  const file = at(...deep, 'Fall 7 – Übernahme.sojourn')
  one.save(file)
  one.reset()
  expect(await opened(keeper(), file)).toMatchObject({ paths: [evidence.path], messages: [] })
})

describe('an open case', () => {
  it('lives in memory until it is saved, and says so', () => {
    const one = keeper()
    expect(one.isUnsaved).toBe(false)
    one.logs.noteRead([log('x.evtx')])
    expect(one.isUnsaved).toBe(false)
    one.change([tag('s1')])
    expect(one.view()).toMatchObject({ file: null, unsaved: true, annotations: [{ tags: ['malicious'] }] })
    one.save(at('IR-7.sojourn'))
    expect(one.view()).toMatchObject({ file: at('IR-7.sojourn'), unsaved: false, name: 'IR-7' })
    one.change([tag('s2', 'benign')])
    expect(one.isUnsaved).toBe(false)
    expect(readFileSync(at('IR-7.sojourn'), 'utf8')).toContain('"benign"')
  })

  it('is whole after closing and opening, with a line for each opening', async () => {
    const { file, evidence } = closedCase()
    const two = keeper()
    expect(await opened(two, file)).toEqual({ paths: [evidence.path], remote: [], messages: [] })
    expect(two.view().annotations).toMatchObject([{ session: 's1', tags: ['malicious'] }])
    expect(two.logs.noteRead([evidence])).toEqual([])
    const told = two.custody().map(({ text }) => text)
    expect(told.filter((text) => text.startsWith('Opened by')).length).toBe(2)
    expect(told.at(-1)).toContain('read again, unchanged')
  })

  it('tells of a log that changed, with the hashes before and after, and never writes to it', async () => {
    const { file, evidence } = closedCase()
    const changed = log('logs/Security.evtx', 'something else')
    const two = keeper()
    await opened(two, file)
    expect(two.logs.noteRead([changed])).toEqual([])
    expect(two.view().questions).toEqual([
      {
        path: evidence.path,
        relative: 'logs/Security.evtx',
        size: 18,
        sha256: evidence.sha256,
        found: changed,
      },
    ])
    expect(two.view().evidence).toMatchObject([{ sha256: evidence.sha256 }])
    const asked = two
      .custody()
      .map(({ text }) => text)
      .at(-1)
    expect(asked).toContain('is not what this case last read')
    expect(asked).toContain(evidence.sha256)
    expect(asked).toContain(changed.sha256)
    expect(readFileSync(evidence.path, 'utf8')).toBe('something else')
  })

  it('asks nobody for what came from another computer, and names it where it is not in the evidence cache', async () => {
    const sha256 = sha256Of('a log of another computer')
    const far = { path: 'sftp://ana@host/Security.evtx', size: 25, sha256 }
    const one = keeper()
    one.logs.noteRead([far])
    one.save(at('far.sojourn'))
    one.reset()
    const gone = keeper()
    const { paths, remote, messages } = await opened(gone, at('far.sojourn'))
    expect({ paths, remote, messages }).toEqual({
      ...{ paths: [], messages: [] },
      remote: [{ ...far, relative: null }],
    })
    expect(gone.noteMissing([far.path])).toContain('Nobody was contacted.')
    expect(gone.view().questions).toMatchObject([{ path: far.path, found: null }])
    // Fetched again it is the same log.
    gone.logs.noteRead([far])
    expect(gone.view().questions).toEqual([])
    expect(gone.custody().at(-1)?.text).toContain('read again, unchanged')
  })

  it('notes how copies came once, over saving and opening again', async () => {
    const record = {
      source: 'sftp://ana@host/Security.evtx',
      protocol: 'sftp',
      fingerprint: 'SHA256:abc',
      told: { size: 25, modified: null, etag: null },
      start: '2026-11-30T09:00:00.000Z',
      end: '2026-11-30T09:00:02.000Z',
      bytes: 25,
      sha256: sha256Of('a log of another computer'),
      version: '0.1.0',
      caseFile: null,
      notes: [],
      problem: null,
    } as const
    const copy = { path: record.source, acquisition: record }
    const one = keeper()
    one.noteAcquired([copy, copy])
    one.noteAcquired([copy])
    expect(one.isUnsaved).toBe(false)
    one.save(at('copied.sojourn'))
    one.noteAcquired([copy])
    one.reset()
    expect(one.acquisitions()).toEqual([])
    await opened(one, at('copied.sojourn'))
    const later = { ...record, end: '2026-11-30T09:30:00.000Z' }
    one.noteAcquired([copy, { ...copy, acquisition: later }])
    const told = one.custody().filter(({ text }) => text.startsWith(`${record.source} copied`))
    expect(told).toHaveLength(2)
    expect(one.acquisitions()).toHaveLength(2)
    expect(one.acquisitions()[0]).toEqual(copy)
    expect(one.custodyText()).toContain('    Host key or certificate: SHA256:abc\n')
  })

  it('takes the logs of an archive of which the rest was copied as they are then', () => {
    const inside = log('logs/case.zip/Security.evtx', 'a part')
    const one = keeper()
    one.logs.noteRead([inside])
    one.logs.expectMore(path.dirname(inside.path))
    one.logs.noteRead([{ ...inside, size: 9, sha256: sha256Of('all of it') }])
    expect(one.view().questions).toEqual([])
    expect(one.custody().at(-1)?.text).toContain('taken as changed')
  })

  it('takes a log of which the rest was copied as it is then, once, without a question', async () => {
    const { file } = closedCase()
    const one = keeper()
    await opened(one, file)
    const more = log('logs/Security.evtx', 'more of it')
    one.logs.expectMore(more.path)
    one.logs.noteRead([more])
    expect(one.view()).toMatchObject({ questions: [], evidence: [{ sha256: more.sha256 }] })
    expect(one.custody().at(-1)?.text).toContain(`from now on (${more.size} bytes)`)
    one.logs.noteRead([log('logs/Security.evtx', 'something else')])
    expect(one.view().questions).toHaveLength(1)
  })

  it('asks about a changed log at every opening until it is taken as it is', async () => {
    const { file } = closedCase()
    const changed = log('logs/Security.evtx', 'something else')
    for (const _opening of [1, 2]) {
      const one = keeper()
      await opened(one, file)
      one.logs.noteRead([changed])
      expect(one.view().questions.length).toBe(1)
      one.reset()
    }
    const two = keeper()
    await opened(two, file)
    two.logs.noteRead([changed])
    two.logs.acceptChanged(null)
    expect(two.view()).toMatchObject({ questions: [], evidence: [{ sha256: changed.sha256 }] })
    expect(
      two
        .custody()
        .map(({ text }) => text)
        .at(-1),
    ).toContain('taken as changed')
    two.reset()
    const three = keeper()
    await opened(three, file)
    expect(three.logs.noteRead([changed])).toEqual([])
    expect(three.view().questions).toEqual([])
    const again = log('logs/Security.evtx', 'changed once more')
    three.logs.noteRead([again])
    expect(three.view().questions).toMatchObject([{ sha256: changed.sha256, found: again }])
  })

  it('goes on with the original where a person finds it, and takes no other file for it', async () => {
    const { file, evidence } = closedCase()
    const changed = log('logs/Security.evtx', 'something else')
    const original = log('backup/Sec.evtx', 'logs/Security.evtx')
    const two = keeper()
    await opened(two, file)
    two.logs.noteRead([changed])
    expect(() => two.logs.locate(evidence.path, log('other.evtx'))).toThrow(
      'is not the log that this case read',
    )
    expect(two.logs.locate(evidence.path, original)).toBe(changed.path)
    expect(two.view().questions).toEqual([])
    expect(two.view().evidence.map((one) => one.path)).toEqual([original.path])
    two.reset()
    const three = keeper()
    expect(await opened(three, file)).toEqual({ paths: [original.path], remote: [], messages: [] })
  })

  it('asks for a missing log until it is located', async () => {
    const { file, evidence } = closedCase()
    renameSync(evidence.path, at('elsewhere.evtx'))
    const two = keeper()
    await opened(two, file)
    expect(two.view().questions).toMatchObject([{ path: evidence.path, found: null }])
    expect(two.logs.locate(evidence.path, { ...evidence, path: at('elsewhere.evtx') })).toBeNull()
    expect(two.view().questions).toEqual([])
    expect(() => two.logs.locate(evidence.path, evidence)).toThrow('is not looked for')
  })

  it('tells of a log that is missing, and knows it again by its hash', async () => {
    const { file, evidence } = closedCase()
    renameSync(evidence.path, at('elsewhere.evtx'))
    const two = keeper()
    const found = await opened(two, file)
    expect(found.paths).toEqual([])
    expect(found.messages[0]).toContain(`1 log of this case was not found: ${evidence.path}`)
    const [sentence] = two.logs.noteRead([{ ...evidence, path: at('elsewhere.evtx') }])
    expect(sentence).toContain('unchanged, but lies at another place')
    expect(two.view().evidence.map((one) => one.path)).toEqual([at('elsewhere.evtx')])
  })

  it('finds logs beside the case file when both were moved', async () => {
    const { file, evidence } = closedCase()
    mkdirSync(at('usb'))
    renameSync(file, at('usb', 'a.sojourn'))
    renameSync(at('logs'), at('usb', 'logs'))
    const two = keeper()
    const moved = at('usb', 'logs', 'Security.evtx')
    expect((await opened(two, at('usb', 'a.sojourn'))).paths).toEqual([moved])
    expect(two.logs.noteRead([{ ...evidence, path: moved }])[0]).toContain('another place')
  })

  it('does not call a share that a case file names', async () => {
    const { file } = closedCase()
    const two = keeper()
    await opened(two, file)
    two.logs.noteRead([{ path: '//198.51.100.7/share/x.evtx', size: 1, sha256: 'c'.repeat(64) }])
    two.reset()
    const found = await opened(keeper(), file)
    expect(found.paths).not.toContain('//198.51.100.7/share/x.evtx')
    expect(found.messages.join()).toContain('198.51.100.7')
  })

  it('goes on after a torn line without touching it', async () => {
    const { file } = closedCase()
    const whole = readFileSync(file)
    appendFileSync(file, '{"seq":9,"pr')
    const two = keeper()
    expect((await opened(two, file)).messages[0]).toContain('was not written to its end')
    two.change([tag('s2')])
    two.reset()
    const now = readFileSync(file)
    expect(now.subarray(0, whole.length).equals(whole)).toBe(true)
    expect(now.toString()).toContain('{"seq":9,"pr\n')
    const three = keeper()
    expect((await opened(three, file)).messages).toEqual([])
    expect(three.view().annotations.map(({ session }) => session)).toEqual(['s1', 's2'])
    expect(three.custody().some(({ text }) => text.includes('Line') && text.includes('torn'))).toBe(true)
  })

  it('is read in turns where it is large, whole up to its last complete line, and is not open before', async () => {
    const { file } = closedCase()
    const one = keeper()
    await opened(one, file)
    one.change(Array.from({ length: 5000 }, (_, i) => tag(`s${i}`)))
    one.reset()
    const whole = readFileSync(file)
    appendFileSync(file, '{"seq":9,"pr')
    const two = keeper()
    two.change([tag('other')])
    let turns = 0
    const counting = setInterval(() => turns++, 0)
    const read = await readCaseFile(file)
    clearInterval(counting)
    expect(turns).toBeGreaterThan(1)
    expect(two.view()).toMatchObject({ file: null, annotations: [{ session: 'other' }] })
    const { lines, damage } = readJournal(whole, sha256Of)
    expect(damage).toEqual([])
    expect(read.lines).toEqual(lines)
    expect(read.damage.map(({ kind }) => kind)).toEqual(['torn'])
    expect(two.open(read).messages[0]).toContain('was not written to its end')
    expect(two.view().annotations.length).toBe(5000)
  })

  it('tells of a line that was changed, and keeps what it can read', async () => {
    const { file } = closedCase()
    writeFileSync(file, readFileSync(file, 'utf8').replace('"tag":"malicious"', '"tag":"benign"'))
    const two = keeper()
    expect((await opened(two, file)).messages[0]).toContain('changed or damaged outside of Sojourn')
    expect(two.view().annotations.length).toBe(1)
  })

  it('refuses what is no case file, and keeps what is open', async () => {
    writeFileSync(at('x.sojourn'), 'PK\u0003\u0004 something else\n')
    const one = keeper()
    one.change([tag('s1')])
    await expect(opened(one, at('x.sojourn'))).rejects.toThrow('is no case file')
    await expect(opened(one, at('none.sojourn'))).rejects.toThrow('could not be opened')
    expect(one.view().annotations.length).toBe(1)
    expect(readFileSync(at('x.sojourn'), 'utf8')).toContain('something else')
    expect(existsSync(lockFile(at('x.sojourn')))).toBe(false)
  })

  it('has one writer at a time', async () => {
    const { file } = closedCase()
    const one = keeper()
    await opened(one, file)
    await expect(opened(keeper(), file)).rejects.toThrow(`is open in process ${process.pid}`)
    one.reset()
    await expect(opened(keeper(), file)).resolves.toBeDefined()
  })

  it('does not write after another program did', async () => {
    const { file } = closedCase()
    const one = keeper()
    await opened(one, file)
    appendFileSync(file, 'x\n')
    const before = readFileSync(file)
    expect(() => one.change([tag('s9')])).toThrow('changed by another program')
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(one.view().annotations.length).toBe(1)
    one.save(at('copy.sojourn'))
    one.change([tag('s9')])
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(one.view().annotations.length).toBe(2)
  })

  it('that another program changed can be left: for another one, and for none', async () => {
    const { file } = closedCase()
    const one = keeper()
    await opened(one, file)
    one.save(at('b.sojourn'))
    appendFileSync(at('b.sojourn'), 'x\n')
    const { messages } = await opened(one, file)
    expect(messages[0]).toContain('b.sojourn was changed by another program')
    expect(messages[0]).toContain('left without a note of its end')
    expect(one.view()).toMatchObject({ file, annotations: [{ session: 's1' }] })
    expect(existsSync(lockFile(at('b.sojourn')))).toBe(false)
    appendFileSync(file, 'x\n')
    expect(one.reset()).toContain('left without a note of its end')
    expect(one.view()).toMatchObject({ file: null, annotations: [] })
    expect(existsSync(lockFile(file))).toBe(false)
    expect(one.reset()).toBeNull()
  })

  it('stays open where the next one takes no lines, which is free for others then', async () => {
    const { file } = closedCase()
    const one = keeper()
    one.change([tag('mine')])
    const read = await readCaseFile(file)
    appendFileSync(file, 'x\n')
    expect(() => one.open(read)).toThrow('changed by another program')
    expect(one.view()).toMatchObject({ file: null, unsaved: true, annotations: [{ session: 'mine' }] })
    expect(existsSync(lockFile(file))).toBe(false)
  })

  it('that cannot be saved stays in memory', () => {
    const one = keeper()
    one.change([tag('s1')])
    expect(() => one.save(at('no folder', 'x.sojourn'))).toThrow('could not be')
    expect(one.view()).toMatchObject({ file: null, unsaved: true })
  })
})

describe('the lock of a case', () => {
  const leave = (process_: number, computer: string): void =>
    writeFileSync(lockFile(at('c')), JSON.stringify({ token: 't', process: process_, computer }))

  it('of a program that is gone is taken over', () => {
    // Numbers of processes end below this.
    leave(2 ** 30, hostname())
    expect(CaseLock.take(at('c'))).toBeInstanceOf(CaseLock)
  })
  it('of another computer holds as long as it is touched', () => {
    leave(1, 'elsewhere')
    expect(CaseLock.take(at('c'))).toEqual({ heldBy: 'process 1 on elsewhere' })
    const old = new Date(Date.now() - STALE_MS - 1000)
    utimesSync(lockFile(at('c')), old, old)
    expect(CaseLock.take(at('c'))).toBeInstanceOf(CaseLock)
  })
  it('that is no lock is replaced', () => {
    writeFileSync(lockFile(at('c')), 'what is this')
    expect(CaseLock.take(at('c'))).toBeInstanceOf(CaseLock)
  })
})

describe('recent cases', () => {
  it('the latest first, each once, missing ones kept', async () => {
    const { file, evidence } = closedCase()
    const recents = new CaseRecents(at('recents.json'))
    const one = keeper()
    await opened(one, file)
    recents.note(one.summary())
    recents.note({ ...one.summary(), file: at('gone.sojourn'), name: 'gone' })
    recents.note(one.summary())
    recents.note({ ...one.summary(), file: null })
    const known = await new CaseRecents(at('recents.json')).known()
    expect(known.map(({ name, missing }) => [name, missing])).toEqual([
      ['a', 'nothing'],
      ['gone', 'case'],
    ])
    rmSync(evidence.path)
    expect((await recents.known())[0]).toMatchObject({ missing: 'evidence', files: 1, marked: 1 })
  })

  it('a list that cannot be read is empty', async () => {
    writeFileSync(at('recents.json'), '[{"file":7}]')
    expect(await new CaseRecents(at('recents.json')).known()).toEqual([])
  })
})
