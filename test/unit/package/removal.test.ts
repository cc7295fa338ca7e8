import { expect, it } from 'vitest'
import { removalMacro } from '../../../build/package/removal.mjs'

it('removes each installed file by name, then folders that are empty, the deepest first', () => {
  const names = ['resources/sample/a.evtx', 'Sojourn.exe', 'price $5.dat']
  const macro = removalMacro(names, ['resources', 'resources/sample'])
  expect(macro.split('\n')).toEqual([
    '!macro sojournRemoveInstalled',
    '  Delete "$INSTDIR\\Sojourn.exe"',
    '  Delete "$INSTDIR\\price $$5.dat"',
    '  Delete "$INSTDIR\\resources\\sample\\a.evtx"',
    '  RMDir "$INSTDIR\\resources\\sample"',
    '  RMDir "$INSTDIR\\resources"',
    '!macroend',
    '',
  ])
})
