import { describe, expect, it } from 'vitest'
import { CASE_LIMITS } from '../../../electron/contract/case-constants'
import { changesSchema, type CaseEntry } from '../../../electron/contract/case-file'
import { writeLine } from '../../../electron/core/case-file/journal-line'
import { DAMAGE_LIMIT, damageSentence, readJournal } from '../../../electron/core/case-file/read-journal'
import { ABOUT, CREATED, hash, journalOf, note, tag } from './scenes'

const ENTRIES = [CREATED, tag('s1', 'malicious'), note('s1', 'first\nsecond'), tag('s2', 'vpn')]

describe('a case file', () => {
  it('is read as it was written', () => {
    const { lines, damage, torn, end } = readJournal(journalOf(ENTRIES), hash)
    expect(lines.map(({ seq: _seq, prev: _prev, time: _time, ...entry }) => entry)).toEqual(ENTRIES)
    expect(damage).toEqual([])
    expect(torn).toBe(false)
    expect(end.seq).toBe(4)
  })

  it('chains each line to the bytes of the one before', () => {
    const text = journalOf(ENTRIES).toString().trimEnd().split('\n')
    for (let i = 1; i < text.length; i++)
      expect((JSON.parse(text[i]!) as { prev: string }).prev).toBe(hash(text[i - 1]!))
  })

  it('cut at any byte keeps every whole line and tells of the rest', () => {
    const bytes = journalOf(ENTRIES)
    const ends = [...bytes.keys()].filter((i) => bytes[i] === 10)
    for (let cut = 0; cut < bytes.length; cut++) {
      const { lines, damage, torn } = readJournal(bytes.subarray(0, cut), hash)
      expect(lines.length).toBe(ends.filter((end) => end < cut).length)
      const whole = cut === 0 || bytes[cut - 1] === 10
      expect(torn).toBe(!whole)
      expect(damage.map(({ kind }) => kind)).toEqual(whole ? [] : ['torn'])
    }
  })

  it('tells of every changed byte', () => {
    const bytes = journalOf(ENTRIES)
    // The last line has none after it that would name its hash: what is proved ends before it.
    const proved = bytes.lastIndexOf(10, bytes.length - 2)
    for (let i = 0; i < proved; i++) {
      const changed = Buffer.from(bytes)
      changed[i] = changed[i]! ^ 1
      expect(readJournal(changed, hash).damage.length).toBeGreaterThan(0)
    }
  })

  it('tells of a line that was taken out, put in or moved', () => {
    const lines = journalOf(ENTRIES).toString().split('\n')
    const [a, b, c, d] = lines as [string, string, string, string]
    for (const order of [
      [a, c, d],
      [a, b, b, c, d],
      [a, c, b, d],
      [b, c, d],
    ]) {
      const { damage } = readJournal(Buffer.from(`${order.join('\n')}\n`), hash)
      expect(damage.some(({ kind }) => kind === 'broken-chain')).toBe(true)
    }
  })

  it('goes on after a torn line, which stays where it is and is told once', () => {
    const whole = journalOf(ENTRIES)
    const torn = Buffer.concat([whole, Buffer.from('{"seq":4,"prev":"ab')])
    const found = readJournal(torn, hash)
    expect(damageSentence(found.damage)).toContain('Line 5 of the case file was not written to its end')
    const [fault] = found.damage
    const resumed: CaseEntry = {
      kind: 'resumed',
      line: fault!.line,
      reason: 'torn',
      size: fault!.size,
      sha256: fault!.sha256,
    }
    const later = Buffer.concat([
      torn,
      Buffer.from('\n'),
      journalOf([resumed, tag('s3', 'benign')], found.end),
    ])
    const again = readJournal(later, hash)
    expect(again.lines.length).toBe(6)
    expect(again.damage).toEqual([{ ...fault, kind: 'unreadable', told: true }])
    expect(damageSentence(again.damage)).toBeNull()
  })

  it.each([
    ['not UTF-8', Buffer.from([0x7b, 0xff, 0x7d, 10])],
    ['NUL bytes', Buffer.alloc(5000)],
    ['a deep nest', Buffer.from(`${'['.repeat(100_000)}\n`)],
    ['another kind', Buffer.from('{"seq":0,"prev":"","time":"","kind":"run","program":"calc"}\n')],
    ['a prototype', Buffer.from('{"__proto__":{"kind":"created"},"seq":0}\n')],
    ['a line too long', Buffer.from(`"${'x'.repeat(CASE_LIMITS.line)}"\n`)],
  ])('takes no entry from %s', (_name, bytes) => {
    const { lines, damage } = readJournal(bytes, hash)
    expect(lines).toEqual([])
    expect(damage.length).toBe(1)
  })

  it('gives up on a file of faults alone', () => {
    expect(readJournal(Buffer.from('x\n'.repeat(DAMAGE_LIMIT * 3)), hash).damage.length).toBe(DAMAGE_LIMIT)
  })

  it('keeps hostile text in one line, byte for byte', () => {
    const text = '\u202e\u0000\r\n\u2028</script>=cmd|\ud800 "\\ \u{1f600}'
    const [line] = readJournal(journalOf([CREATED, note('s', text)]), hash).lines.slice(1)
    expect(line).toMatchObject({ kind: 'note', text })
  })

  it('reads back the longest note that the contract lets through', () => {
    const entry = note('s', '\u0000'.repeat(CASE_LIMITS.note))
    const bytes = journalOf([CREATED, note('s', '\u6f22'.repeat(CASE_LIMITS.note))])
    expect(readJournal(bytes, hash).lines.length).toBe(2)
    expect(readJournal(journalOf([CREATED, entry]), hash).lines.length).toBe(2)
  })

  it('writes no line that it would not read', () => {
    const entry = { ...note('s', ''), text: 'x'.repeat(CASE_LIMITS.line) } as CaseEntry
    expect(() => writeLine(entry, { seq: 0, prev: '0'.repeat(64) }, '', hash)).toThrow(RangeError)
  })
})

describe('changes that a page asks for', () => {
  const base = { kind: 'tag', session: 's', about: ABOUT, tag: 'x', on: true }
  it.each([
    ['none', []],
    ['custody', [CREATED]],
    ['a tag with blanks around', [{ ...base, tag: ' x' }]],
    ['a tag of two lines', [{ ...base, tag: 'a\nb' }]],
    ['a tag that turns text round', [{ ...base, tag: 'a\u202eb' }]],
    ['a tag too long', [{ ...base, tag: 'x'.repeat(CASE_LIMITS.tag + 1) }]],
    ['a note too long', [{ ...base, kind: 'note', text: 'x'.repeat(CASE_LIMITS.note + 1) }]],
    ['too many', Array.from({ length: CASE_LIMITS.changes + 1 }, () => base)],
  ])('are refused: %s', (_name, changes) => {
    expect(changesSchema.safeParse(changes).success).toBe(false)
  })
  it('are taken as they are', () => {
    expect(changesSchema.parse([base])).toEqual([base])
  })
})
