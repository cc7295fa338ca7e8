import { mkdirSync, readFileSync, renameSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { sha256Of } from '../../../electron/main/case-journal'
import { at, closedCase, keeper, log, opened } from './case-scene'

describe('the logs of a case', () => {
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
})
