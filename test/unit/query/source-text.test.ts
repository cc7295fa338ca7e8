import { expect, test } from 'vitest'
import { reconstruct } from '../../../electron/core/sessions/reconstruct'
import { sourceText } from '../../../electron/core/query/session-columns'
import { buildSampleCase } from '../../fixtures/sample-case/sample-case'
import { readTable } from '../../fixtures/read-table'

test('a console session that Remote Desktop took over shows both sources', () => {
  const { sessions, logons } = reconstruct(
    readTable(buildSampleCase().files.map(({ path, bytes }) => ({ name: path, bytes }))),
  )
  const texts = sessions
    .filter((session) => session.kind === 'console')
    .map((session) => sourceText(session, logons))
  expect(texts).toContain('console, 10.20.4.52')
  expect(texts).toContain('console')
})
