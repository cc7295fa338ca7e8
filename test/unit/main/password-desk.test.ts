import { expect, test } from 'vitest'
import type { PasswordQuestion } from '../../../electron/contract/archive-questions'
import { PasswordDesk } from '../../../electron/main/password-desk'

function desk() {
  const shown: (PasswordQuestion | null)[] = []
  return { passwords: new PasswordDesk((question) => shown.push(question)), shown }
}

test('archives are asked for one after the other, and each answer goes to its question', async () => {
  const { passwords, shown } = desk()
  const first = passwords.ask('a.zip', false)
  const second = passwords.ask('b.7z', true)
  expect(shown).toEqual([{ archive: 'a.zip', wrong: false, number: 1 }])
  passwords.answer(2, 'of another')
  passwords.answer(1, 'one')
  passwords.answer(1, 'late')
  expect(shown.at(-1)).toEqual({ archive: 'b.7z', wrong: true, number: 2 })
  passwords.answer(2, null)
  expect(await Promise.all([first, second])).toEqual(['one', null])
  expect(shown.at(-1)).toBeNull()
  expect(JSON.stringify(shown)).not.toContain('one')
})

test('where nobody wants to know any more, nobody is asked', async () => {
  const { passwords, shown } = desk()
  const first = passwords.ask('a.zip', false)
  passwords.reset()
  expect(await first).toBeNull()
  expect(shown.at(-1)).toBeNull()
})
