import { expect, test } from 'vitest'
import { csvCell } from '../../../electron/core/export/csv-cell'

test.each([
  ['plain', 'plain'],
  ['a,"b"', '"a,""b"""'],
  ['-', '-'],
  ['-12.5', '-12.5'],
  ['=cmd|calc', "'=cmd|calc"],
  ['+1', "'+1"],
  ['@x', "'@x"],
  ['-2+3', "'-2+3"],
  ['  =1', "'  =1"],
  ['\uff1d1+1', "'\uff1d1+1"],
  [' \uff0b1', "' \uff0b1"],
  ['\u200b=1+1', "'\u200b=1+1"],
  ['\u00a0\u202e@x', "'\u00a0\u202e@x"],
  [' -1+1', "' -1+1"],
  [' -', ' -'],
  ['\t1', "'\t1"],
  [null, ''],
])('%j becomes %j', (value, cell) => expect(csvCell(value)).toBe(cell))
