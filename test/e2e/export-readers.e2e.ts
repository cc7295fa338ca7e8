/** Exports as programs of others read them: DuckDB and openpyxl, where Python has them. */
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { expect, ROOT, SAMPLE, test } from './launch'

const PYTHON = process.platform === 'win32' ? 'python' : 'python3'
const COMMAND = path.join(ROOT, 'out/cli/main.js')
const COUNTS = "select count(*), count(distinct account), count_if(end_reason = 'user-logoff')"

function python(code: string, ...args: string[]): string | null {
  const { status, stdout } = spawnSync(PYTHON, ['-W', 'ignore', '-c', code, ...args], { encoding: 'utf8' })
  return status === 0 ? stdout.trim() : null
}

function sojourn(...args: string[]): string {
  const { status, stdout } = spawnSync(process.execPath, [COMMAND, ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  expect(status).toBe(0)
  return stdout
}

/** What the sample holds, by the lines that the command line prints. */
function expected(): { sessions: number; accounts: number; byUser: number } {
  const lines = sojourn('sessions', '--format', 'jsonl', SAMPLE).trimEnd().split('\n')
  const sessions = lines.map(
    (line) => JSON.parse(line) as { account: string | null; end: { reason: string } },
  )
  return {
    sessions: sessions.length,
    accounts: new Set(sessions.map(({ account }) => account)).size,
    byUser: sessions.filter(({ end }) => end.reason === 'user-logoff').length,
  }
}

test('DuckDB counts what Parquet and CSV hold', ({ scratch }) => {
  test.skip(python('import duckdb') === null, 'Python has no duckdb')
  const { sessions, accounts, byUser } = expected()
  for (const format of ['parquet', 'csv']) {
    const file = path.join(scratch, `sessions.${format}`)
    sojourn('export', '--all', '--format', format, '--out', file, SAMPLE)
    const code = `import duckdb,sys; print(duckdb.sql(f"${COUNTS} from '{sys.argv[1]}'").fetchall())`
    expect(python(code, file)).toBe(`[(${sessions}, ${accounts}, ${byUser})]`)
  }
})

test('openpyxl finds the sheets and rows of an Excel file', ({ scratch }) => {
  test.skip(python('import openpyxl') === null, 'Python has no openpyxl')
  const file = path.join(scratch, 'sessions.xlsx')
  sojourn('export', '--all', '--format', 'xlsx', '--out', file, SAMPLE)
  const code =
    'import openpyxl,sys; print([(s.title, s.max_row) for s in openpyxl.load_workbook(sys.argv[1])][0])'
  expect(python(code, file)).toBe(`('Sessions', ${expected().sessions + 1})`)
})
