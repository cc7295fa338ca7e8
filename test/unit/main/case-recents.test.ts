import { rmSync, writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CaseRecents } from '../../../electron/main/case-recents'
import { at, closedCase, keeper, opened } from './case-scene'

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
