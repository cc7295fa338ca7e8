import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { FILE_FORMATS, type ExportFormat } from '../contract/exports'
import { codePageName } from '../core/bytes/ansi'
import { isCaseName } from '../core/case-file/case-name'
import { isRemoteAddress } from '../core/text/is-remote'
import { isZoneName } from '../core/text/time-zone'

export const COMMANDS = ['events', 'logons', 'sessions', 'evidence', 'export', 'purge'] as const
export type Command = (typeof COMMANDS)[number]

export type OutputFormat = 'table' | 'xml' | ExportFormat

/** Formats of each command, its default first (cli). */
const FORMATS: Readonly<Record<Command, readonly OutputFormat[]>> = {
  events: ['jsonl', 'xml', 'csv'],
  logons: ['jsonl', 'csv', 'table'],
  sessions: ['table', 'jsonl', 'csv'],
  evidence: ['table', 'jsonl'],
  export: FILE_FORMATS,
  purge: ['table'],
}

export interface Invocation {
  readonly command: Command
  readonly format: OutputFormat
  readonly paths: readonly string[]
  readonly threads: number
  /** Every class, not only people. */
  readonly all: boolean
  readonly out: string | null
  /** Left-over records too. */
  readonly recover: boolean
  /** Of 8-bit text; null for the default. */
  readonly codePage: string | null
  /** Of times in timelines that have no offset; null: they are refused. */
  readonly zone: string | null
  /** Folder for copies from archives and addresses; null for the system's place. */
  readonly cache: string | null
}

export const USAGE = `Usage: sojourn COMMAND [OPTIONS] PATH...

Commands
  events     every record             --format jsonl|xml|csv   (jsonl)
  logons     LSA logons (LUIDs)       --format jsonl|csv|table (jsonl)
  sessions   user sessions, bursts    --format table|jsonl|csv (table; people only, --all for every class)
  evidence   what each log holds      --format table|jsonl     (table)
  export     sessions to --out FILE   --format csv|csv-verbatim|jsonl|xlsx|parquet|timesketch-csv|timesketch-jsonl|html
                                      (csv; people only, --all for every class); FILE.export.json says what is in it
  purge      removes the copies of cases, CASE.sojourn..., from the cache but what other cases have there; the cases and their logs stay

Options
  --format F    output format
  --threads N   parser threads (default: all cores)
  --out FILE    write there instead of standard output
  --recover     records left over in slack, damaged and overwritten places too; PATH may be a disk image or memory dump
  --codepage P  code page of 8-bit text, which logs do not name: windows-1252 (default), 1251, shift_jis ...
  --zone Z      zone of times without an offset, in timelines of other programs: UTC, Europe/Berlin, +05:30 (never guessed)
  --cache DIR   where copies from archives and addresses are kept, named by their SHA-256 (default: the system's cache folder)
  --all         sessions table, export: every class
  --version, --help

PATH is an .evtx or .evt file, an export of events (XML, JSON lines) or a timeline (EvtxECmd, hayabusa; CSV, JSON), a folder, an archive (zip, 7z, tar, gzip), a case (.sojourn), which stands for its logs, or an address:
  sftp://[user@]host[:port]/path   https://host/file   s3://bucket/prefix   (of Azure, its https address)
What an address names is copied to the cache first, with a record of how it came. Nothing else is ever contacted.
Passwords and keys are taken from the environment or asked for, never from the command line: of archives SOJOURN_PASSWORD; of addresses
  SOJOURN_USER, SOJOURN_REMOTE_PASSWORD, SOJOURN_KEY (file) and SOJOURN_PASSPHRASE, SOJOURN_SIGNATURE (of a signed https address, or several such addresses), AWS_*,
  SOJOURN_CA (certificates, file), SOJOURN_SERVER_KEY (fingerprints of servers), SOJOURN_PLAIN_HTTP=allow. Of one server, with its name behind them:
  SOJOURN_REMOTE_PASSWORD_DC1_EXAMPLE_ORG; of a bucket AWS_ACCESS_KEY_ID_CASE_7. See docs/guide.
Exit: 0 all read, 1 usage, 2 something unreadable or lost, 3 internal error.
`

/** What is wrong with the command line, in a sentence. */
export class UsageError extends Error {}

/** @throws UsageError */
export function parseInvocation(argv: readonly string[]): Invocation | 'help' | 'version' {
  const { values, positionals } = parse(argv)
  if (values.help) return 'help'
  if (values.version) return 'version'
  const [name, ...paths] = positionals
  const command = COMMANDS.find((c) => c === name)
  if (!command) throw new UsageError(name === undefined ? 'no command given' : `unknown command '${name}'`)
  const formats = FORMATS[command]
  const format = values.format === undefined ? formats[0]! : formats.find((f) => f === values.format)
  if (command === 'export' && values.format === 'pdf')
    throw new UsageError(
      'a PDF is printed by the window (Ctrl+E); export html here, and print it from a browser',
    )
  if (!format) throw new UsageError(`${command} has no format '${values.format}': ${formats.join(', ')}`)
  if (paths.length === 0) throw new UsageError('no PATH given')
  if (command === 'purge' && !paths.every((path) => isCaseName(path) && !isRemoteAddress(path)))
    throw new UsageError('purge takes cases (CASE.sojourn) and nothing else')
  if (command === 'export' && values.out === undefined) throw new UsageError('export needs --out FILE')
  const threads = values.threads === undefined ? availableParallelism() : Number(values.threads)
  if (!Number.isInteger(threads) || threads < 1 || threads > 64)
    throw new UsageError('--threads takes a number from 1 to 64')
  const codePage = values.codepage === undefined ? null : codePageName(values.codepage)
  if (values.codepage !== undefined && codePage === null)
    throw new UsageError(`--codepage: no code page '${values.codepage}'; try windows-1251, 932 or shift_jis`)
  if (values.zone !== undefined && !isZoneName(values.zone))
    throw new UsageError(`--zone: no zone '${values.zone}'; try UTC, Europe/Berlin or +05:30`)
  return {
    command,
    format,
    paths,
    threads,
    codePage,
    zone: values.zone ?? null,
    all: values.all ?? false,
    out: values.out ?? null,
    recover: values.recover ?? false,
    cache: values.cache ?? null,
  }
}

function parse(argv: readonly string[]): {
  values: {
    format?: string
    threads?: string
    codepage?: string
    zone?: string
    cache?: string
    out?: string
    all?: boolean
    recover?: boolean
    help?: boolean
    version?: boolean
  }
  positionals: string[]
} {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        threads: { type: 'string' },
        codepage: { type: 'string' },
        zone: { type: 'string' },
        cache: { type: 'string' },
        out: { type: 'string' },
        all: { type: 'boolean' },
        recover: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}
