import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { PartFile } from '../../../electron/worker/acquire/part-file'

const MB = 1024 * 1024
const folder = mkdtempSync(path.join(tmpdir(), 'sojourn-part-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('a copy that is being made', () => {
  it('is whole, hashed and read-only when it is sealed, however often the disk took it before', async () => {
    const file = path.join(folder, 'large')
    const part = await PartFile.create(file)
    const hash = createHash('sha256')
    for (let n = 0; n < 70; n++) {
      const chunk = Buffer.alloc(MB + n, n)
      hash.update(chunk)
      await part.write(chunk)
    }
    const sha256 = await part.seal()
    expect(sha256).toBe(hash.digest('hex'))
    expect(createHash('sha256').update(readFileSync(file)).digest('hex')).toBe(sha256)
    expect(statSync(file).mode & 0o222).toBe(0)
  })

  it('keeps the order of small pieces and large ones', async () => {
    const file = path.join(folder, 'mixed')
    const part = await PartFile.create(file)
    const chunks = [1, MB, 5, 3 * MB, 70_000, 70_000, 300_000, 2].map((length, n) =>
      Buffer.alloc(length, n + 1),
    )
    for (const chunk of chunks) await part.write(chunk)
    const whole = Buffer.concat(chunks)
    expect([part.bytes, await part.seal()]).toEqual([
      whole.length,
      createHash('sha256').update(whole).digest('hex'),
    ])
    expect(readFileSync(file).equals(whole)).toBe(true)
  })

  it('that starts over has nothing of before', async () => {
    const file = path.join(folder, 'again')
    const part = await PartFile.create(file)
    for (let n = 0; n < 34; n++) await part.write(Buffer.alloc(MB, 1))
    await part.restart()
    await part.write(Buffer.from('new'))
    expect(await part.seal()).toBe(createHash('sha256').update('new').digest('hex'))
    expect(readFileSync(file, 'utf8')).toBe('new')
  })
})
