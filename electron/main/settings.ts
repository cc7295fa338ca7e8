/** The few things the viewer remembers between starts: theme and window place. Never anything about evidence. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import { themeSchema } from '../contract/bridge'

const boundsSchema = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) })
const settingsSchema = z.object({
  theme: themeSchema.default('system'),
  bounds: boundsSchema.nullable().default(null),
  maximized: z.boolean().default(false),
})
export type Settings = z.infer<typeof settingsSchema>

export class SettingsFile {
  private current: Settings

  /** Reads the file; a missing or unusable one counts as all defaults. */
  constructor(private readonly file: string) {
    this.current = readSettings(file)
  }

  get(): Settings {
    return this.current
  }

  /** Remembers and writes. A disk that refuses loses only the memory of it, so that is not reported. */
  update(change: Partial<Settings>): void {
    this.current = { ...this.current, ...change }
    try {
      mkdirSync(path.dirname(this.file), { recursive: true })
      writeFileSync(`${this.file}.new`, JSON.stringify(this.current, null, 2))
      renameSync(`${this.file}.new`, this.file)
    } catch {
      return
    }
  }
}

function readSettings(file: string): Settings {
  try {
    return settingsSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return settingsSchema.parse({})
  }
}
