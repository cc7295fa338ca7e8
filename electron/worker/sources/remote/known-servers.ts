/** Servers that a person confirmed, a line each: `ssh host:22 SHA256:...`. One file for window and command line. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'

/** Name of the file in the data folder. */
export const KNOWN_SERVERS = 'known-servers'

const LINE = /^((?:ssh|tls) \S+) (SHA256:\S+)$/

export class KnownServers {
  constructor(private readonly file: string) {}

  /** Fingerprint that was confirmed; null of a server that nobody knows. */
  fingerprintOf(pin: string): string | null {
    return this.read().get(pin) ?? null
  }

  /** @throws the error of the system where the file cannot be written */
  confirm(pin: string, fingerprint: string): void {
    const known = this.read().set(pin, fingerprint)
    const text = [...known].map(([name, value]) => `${name} ${value}\n`).join('')
    mkdirSync(path.dirname(this.file), { recursive: true })
    writeFileSync(`${this.file}.new`, text, { mode: 0o600 })
    renameSync(`${this.file}.new`, this.file)
  }

  /** Read each time: the other of window and command line may have written. */
  private read(): Map<string, string> {
    let text = ''
    try {
      text = readFileSync(this.file, 'utf8')
    } catch {
      // None yet: everybody is unknown.
    }
    const known = new Map<string, string>()
    for (const line of text.split('\n')) {
      const match = LINE.exec(line)
      if (match !== null) known.set(match[1]!, match[2]!)
    }
    return known
  }
}
