import fs from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'

/** Optional folder with real logs and what independent tools read of them. */
const FOLDER = path.resolve(import.meta.dirname, '../../../shared/evidence')
export const evidencePresent = fs.existsSync(path.join(FOLDER, 'reference', 'manifest.json'))
if (!evidencePresent)
  console.log('skipped: ../shared/evidence is absent, so nothing is compared with reference records')

/** Where a file of the evidence lies. */
export function evidencePath(relative: string): string {
  return path.join(FOLDER, relative)
}

export function evidenceFile(relative: string): Buffer {
  return fs.readFileSync(path.join(FOLDER, relative))
}

export function evidenceNames(folder: string, ending: string): string[] {
  return fs
    .readdirSync(path.join(FOLDER, folder))
    .filter((name) => name.endsWith(ending))
    .sort()
}

/** One record as the reference tools print it; fields are explained in the folder's README. */
export interface ReferenceRecord {
  readonly off: number
  readonly rec: number
  readonly written: string
  readonly xml_rec?: string
  readonly time?: string
  readonly id?: string
  readonly provider?: string
  readonly channel?: string
  readonly computer?: string
  readonly level?: string
  readonly user_sid?: string
  readonly kind?: string
  readonly ndata?: number
  readonly nonempty_sha?: string
  readonly src?: string
  readonly disagree?: readonly (readonly [string, Record<string, string>])[]
  readonly unparsed?: boolean
}

/** EVTX files with reference records. */
export function referenceFiles(): string[] {
  const manifest = JSON.parse(evidenceFile('reference/manifest.json').toString()) as { file: string }[]
  return manifest.map((entry) => entry.file).filter((file) => file.endsWith('.evtx'))
}

export function referenceRecords(file: string): ReferenceRecord[] {
  const packed = evidenceFile(`reference/${file.replaceAll('/', '__')}.jsonl.gz`)
  return gunzipSync(packed)
    .toString()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as ReferenceRecord)
}

export function gzippedJson<T>(relative: string): T {
  return JSON.parse(gunzipSync(evidenceFile(relative)).toString()) as T
}

/** One record of a legacy log as libevt prints it. */
export interface LegacyReference {
  readonly kind: 'record' | 'recovered'
  readonly rec: number
  /** Unix seconds. */
  readonly created: number
  readonly written: number
  readonly id: number
  readonly raw_id: number
  readonly type: number
  readonly category: number
  readonly source: string
  readonly computer: string
  readonly sid: string | null
  readonly strings: readonly string[]
}

/** Legacy logs with reference records (the manifest names EVTX logs only). */
export function legacyReferenceFiles(): string[] {
  return ['files', 'synthetic/evt'].flatMap((folder) =>
    fs
      .readdirSync(path.join(FOLDER, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.evt$/i.test(name))
      .map((name) => `${folder}/${name.replaceAll(path.sep, '/')}`)
      .sort(),
  )
}

export function legacyReference(file: string): LegacyReference[] {
  const packed = evidenceFile(`reference/${file.replaceAll('/', '__')}.jsonl.gz`)
  const lines = gunzipSync(packed).toString().split('\n').filter(Boolean)
  return lines.map((line) => JSON.parse(line) as LegacyReference)
}
