import fs from 'node:fs'
import { UsageError } from './arguments'

/** Bytes gathered before one write: few system calls, little memory. */
const BLOCK = 1 << 20

/** Most bytes that a UTF-16 code unit takes. */
const UTF8_BYTES = 3

/** Data output to standard output or a file. Writes are synchronous, so a slow reader holds the command back instead of filling memory. */
export class Output {
  private readonly block = Buffer.allocUnsafe(BLOCK)
  private used = 0
  private readonly fd: number
  /** The reader has gone (a closed pipe): nothing more is written, which is no error. */
  closed = false

  /** @throws UsageError where the file cannot be written, or is a log or one of the `inputs` */
  constructor(path: string | null, inputs: readonly string[] = []) {
    this.fd = path === null ? 1 : openForWriting(path, inputs)
  }

  /** Takes bytes that the caller may use again when it returns. */
  bytes(bytes: Uint8Array): void {
    if (!this.makeRoom(bytes.length)) return this.writeAll(bytes)
    this.block.set(bytes, this.used)
    this.used += bytes.length
  }

  lines(lines: Iterable<string>): void {
    for (const line of lines) {
      if (this.makeRoom(line.length * UTF8_BYTES)) this.used += this.block.write(line, this.used)
      else this.writeAll(Buffer.from(line))
    }
  }

  flush(): void {
    this.writeAll(this.block.subarray(0, this.used))
    this.used = 0
  }

  close(): void {
    this.flush()
    if (this.fd !== 1) fs.closeSync(this.fd)
  }

  /** False for more than a block holds; what was gathered before is then written. */
  private makeRoom(bytes: number): boolean {
    if (this.used + bytes > BLOCK) this.flush()
    return bytes <= BLOCK
  }

  private writeAll(block: Uint8Array): void {
    for (let at = 0; at < block.length && !this.closed;) {
      try {
        at += fs.writeSync(this.fd, block, at)
      } catch (error) {
        const code = (error as NodeJS.ErrnoException).code
        if (code === 'EPIPE') this.closed = true
        else if (code === 'EAGAIN') Atomics.wait(PAUSE, 0, 0, 2)
        else throw error
      }
    }
  }
}

/** A pipe that is full for the moment answers EAGAIN: wait a little, then try again. */
const PAUSE = new Int32Array(new SharedArrayBuffer(4))

function openForWriting(path: string, inputs: readonly string[]): number {
  if (isLog(path) || inputs.some((input) => isSameFile(path, input)))
    throw new UsageError(`--out names evidence, and evidence is never written to: ${path}`)
  try {
    return fs.openSync(path, 'w')
  } catch (error) {
    throw new UsageError(
      `--out cannot be written (${(error as NodeJS.ErrnoException).code ?? 'unknown error'}): ${path}`,
    )
  }
}

function isSameFile(a: string, b: string): boolean {
  try {
    return fs.realpathSync(a) === fs.realpathSync(b)
  } catch {
    // One of them is not there.
    return false
  }
}

/** First bytes of logs, those of Windows 2003 and before too. */
const LOG_STARTS: readonly string[] = ['ElfFile\0', '0\0\0\0LfLe']

/** Whether a file is there and begins like a log. */
function isLog(path: string): boolean {
  let fd: number
  try {
    fd = fs.openSync(path, 'r')
  } catch {
    // Not there or not readable: opening it for writing tells.
    return false
  }
  try {
    const head = Buffer.alloc(8)
    return fs.readSync(fd, head, 0, 8, 0) === 8 && LOG_STARTS.includes(head.toString('latin1'))
  } catch {
    return false
  } finally {
    fs.closeSync(fd)
  }
}
