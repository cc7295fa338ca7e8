import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { crc32 } from 'node:zlib'
import { expect, test } from '@playwright/test'
import type { FixtureRecord } from '../fixtures/evtx-writer/fixture-record'
import * as v from '../fixtures/evtx-writer/values'
import { writeEvtx } from '../fixtures/evtx-writer/write-evtx'

const CLI = path.resolve(import.meta.dirname, '../../out/cli/main.js')
const HEADER = 4096

let folder = ''
test.beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sojourn-cli-'))
})
test.afterAll(() => fs.rmSync(folder, { recursive: true }))

interface Ended {
  readonly code: number | null
  readonly out: string
  /** Lines on standard error. */
  readonly told: readonly string[]
}

function sojourn(...args: readonly string[]): Ended {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...args], { encoding: 'utf8' })
  return { code: status, out: stdout, told: stderr.split('\n').filter(Boolean) }
}

function records(text: (n: number) => v.FixtureValue): FixtureRecord[] {
  return Array.from({ length: 20 }, (_, i) => ({
    provider: 'Test',
    channel: 'Test',
    computer: 'PC1',
    eventId: 7,
    recordId: BigInt(i + 1),
    time: new Date(Date.UTC(2024, 2, 12, 10, 0, i)).toISOString().replace('Z', '0000Z'),
    body: { kind: 'named', data: [['text', text(i + 1)]] },
  }))
}

const write = (name: string, bytes: Uint8Array): string => {
  const file = path.join(folder, name)
  fs.writeFileSync(file, bytes)
  return file
}

const log = (): Buffer => Buffer.from(writeEvtx(records((n) => v.text(`value ${n}`))))

/** Byte in the chunk of each record. */
function places(chunk: Buffer): number[] {
  const found: number[] = []
  for (let at = 512; at < chunk.readUInt32LE(48); at += chunk.readUInt32LE(at + 4)) found.push(at)
  return found
}

/** The last five records lie behind the free-space offset; checksums are right. */
function withSlack(): Buffer {
  const bytes = log()
  const chunk = bytes.subarray(HEADER)
  const free = places(chunk).at(-5)
  chunk.writeUInt32LE(free, 48)
  chunk.writeUInt32LE(crc32(chunk.subarray(512, free)), 52)
  chunk.writeUInt32LE(crc32(chunk.subarray(128, 512), crc32(chunk.subarray(0, 120))), 124)
  return bytes
}

const statuses = (out: string): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const line of out.split('\n').filter(Boolean)) {
    const { status } = JSON.parse(line) as { status: string }
    counts[status] = (counts[status] ?? 0) + 1
  }
  return counts
}

test.describe('events --recover', () => {
  test('what is brought back is told; nothing was lost, so it ends with 0', () => {
    const file = write('slack.evtx', withSlack())
    const plain = sojourn('events', file)
    expect(plain).toMatchObject({ code: 0, told: [] })
    expect(statuses(plain.out)).toEqual({ live: 15 })
    const recovered = sojourn('events', '--recover', file)
    expect(recovered.code).toBe(0)
    expect(statuses(recovered.out)).toEqual({ live: 15, recovered: 5 })
    expect(recovered.told).toEqual([
      `sojourn: ${file}: 5 records recovered (5 by their own definitions, 0 by borrowed ones, 0 without)`,
    ])
  })

  test('copies of live records are dropped and counted', () => {
    const slack = write('copy.evtx', withSlack())
    const { code, out, told } = sojourn('events', '--recover', slack, write('whole.evtx', log()))
    expect(code).toBe(0)
    expect(statuses(out)).toEqual({ live: 35 })
    expect(told).toEqual([
      `sojourn: ${slack}: 0 records recovered (0 by their own definitions, 0 by borrowed ones, 0 without); 5 copies of known ones dropped`,
    ])
  })

  test('a record that is lost is named with the place it was at, and it ends with 2', () => {
    const bytes = log()
    const chunk = bytes.subarray(HEADER)
    const at = places(chunk)[9]!
    chunk.fill(0, at, at + 64)
    const file = write('hole.evtx', bytes)
    for (const options of [[], ['--recover']]) {
      const { code, out, told } = sojourn('events', ...options, file)
      expect(code).toBe(2)
      expect(statuses(out)['live']).toBe(19)
      expect(told.join('\n')).toContain(`byte ${HEADER + at}`)
      expect(told.at(-1)).toContain('19 records were kept.')
    }
  })

  test('an image gives its records and ends with 0; one without any says so and ends with 2', () => {
    const image = Buffer.concat([Buffer.alloc(1000, 7), log().subarray(HEADER), Buffer.alloc(500, 9)])
    const file = write('disk.img', image)
    const { code, out, told } = sojourn('events', '--recover', file)
    expect(statuses(out)).toEqual({ recovered: 20 })
    expect(told.join('\n')).toContain(`${file}: 20 records recovered`)
    expect(code).toBe(0)
    expect(sojourn('events', file).code).toBe(2)
    const empty = write('empty.img', Buffer.alloc(70_000, 7))
    const nothing = sojourn('events', '--recover', empty)
    expect(nothing).toMatchObject({ code: 2, out: '' })
    expect(nothing.told.join('\n')).toContain('Nothing was recovered.')
  })

  test('the other commands tell the same', () => {
    const file = write('slack-2.evtx', withSlack())
    const { code, out, told } = sojourn('evidence', '--format', 'jsonl', '--recover', file)
    expect(code).toBe(0)
    expect(told.join('\n')).toContain('5 records recovered')
    expect((JSON.parse(out) as { records: unknown }).records).toEqual({
      seen: 15,
      decoded: 15,
      damaged: 0,
      skipped: 0,
      recovered: 5,
    })
  })
})

test.describe('--codepage', () => {
  /** "Привет" in windows-1251, "日本" in Shift JIS. */
  const cyrillic = String.fromCharCode(0xcf, 0xf0, 0xe8, 0xe2, 0xe5, 0xf2)
  const japanese = String.fromCharCode(0x93, 0xfa, 0x96, 0x7b)
  const textOf = (out: string): string =>
    (JSON.parse(out.slice(0, out.indexOf('\n'))) as { data: [string, string][] }).data[0]![1]

  test('8-bit text is read with it, Western without', () => {
    const first = write('ru.evtx', writeEvtx(records(() => v.ansi(cyrillic))))
    const second = write('ja.evtx', writeEvtx(records(() => v.ansi(japanese))))
    expect(textOf(sojourn('events', first).out)).toBe('Ïðèâåò')
    for (const name of ['1251', 'cp1251', 'windows-1251'])
      expect(textOf(sojourn('events', '--codepage', name, first).out)).toBe('Привет')
    expect(textOf(sojourn('events', '--codepage', '932', second).out)).toBe('日本')
    expect(textOf(sojourn('events', '--codepage', 'shift_jis', '--recover', second).out)).toBe('日本')
    const options = ['--codepage', '1251', '--format']
    expect(sojourn('events', ...options, 'xml', first).out).toContain('>Привет</Data>')
    expect(sojourn('events', ...options, 'csv', first).out).toContain('Привет')
  })

  test('one that is none is a mistake of who typed it', () => {
    for (const name of ['12', 'klingon', 'utf-16le']) {
      const { code, out, told } = sojourn('events', '--codepage', name, 'a.evtx')
      expect({ code, out }).toEqual({ code: 1, out: '' })
      expect(told[0]).toBe(`sojourn: --codepage: no code page '${name}'; try windows-1251, 932 or shift_jis`)
    }
  })
})

test('reads and exports in folders of any letters, with blanks and more than 260 characters', () => {
  const parts = Array.from({ length: 6 }, (_, i) => `${i} Fälle für Größeres 事件 – Beweis & Kopie`)
  const deep = path.join(folder, ...parts)
  expect(deep.length).toBeGreaterThan(260)
  fs.mkdirSync(deep, { recursive: true })
  const source = path.join(import.meta.dirname, '../../assets/sample/WS-0147')
  fs.cpSync(source, path.join(deep, 'WS 0147'), { recursive: true })
  const read = sojourn('sessions', '--format', 'jsonl', deep)
  expect(read.code).toBe(0)
  expect(read.out).toBe(
    sojourn('sessions', '--format', 'jsonl', source).out.replaceAll(source, path.join(deep, 'WS 0147')),
  )
  const target = path.join(deep, 'Ausgabe – Größe 100%.csv')
  expect(sojourn('export', '--format', 'csv', '--out', target, deep)).toMatchObject({ code: 0 })
  expect(fs.readFileSync(target, 'utf8').split('\n').length).toBeGreaterThan(5)
  expect(fs.existsSync(`${target}.export.json`)).toBe(true)
})

test('a timeline whose times have no offset is refused until its zone is named', () => {
  const rows =
    'EventRecordId,TimeCreated,EventId,Provider,Channel,Computer,Payload\n' +
    '7,2024-07-14 10:00:00.5,4624,Microsoft-Windows-Security-Auditing,Security,PC1,' +
    '"{""EventData"":{""Data"":[{""@Name"":""TargetLogonId"",""#text"":""0x5A001""},{""@Name"":""LogonType"",""#text"":""2""}]}}"\n'
  const timeline = write('ecmd.csv', Buffer.from(rows))
  const refused = sojourn('logons', timeline)
  expect({ code: refused.code, out: refused.out }).toEqual({ code: 2, out: '' })
  expect(refused.told.join()).toContain('--zone UTC')
  const { code, out, told } = sojourn('logons', '--zone', 'Europe/Berlin', timeline)
  expect(code).toBe(0)
  expect(told.join()).toContain('weak source')
  expect(JSON.parse(out)).toMatchObject({
    logonId: '0x5a001',
    start: { best: '2024-07-14T08:00:00.5000000Z', confidence: 'medium' },
    flags: ['weak-source'],
  })
  expect(sojourn('logons', '--zone', 'Berlin', timeline).code).toBe(1)
})
