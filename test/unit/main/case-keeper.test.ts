import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { readJournal } from '../../../electron/core/case-file/read-journal'
import { sha256Of } from '../../../electron/main/case-journal'
import { lockFile } from '../../../electron/worker/case-owner'
import { readCaseFile } from '../../../electron/main/read-case-file'
import { at, closedCase, keeper, log, opened, tag } from './case-scene'

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
