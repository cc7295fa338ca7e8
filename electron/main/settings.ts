/** The few things the viewer remembers between starts: preferences and window place. Never anything about evidence. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import * as z from 'zod'
import type { Preferences } from '../contract/preferences'
import {
  CODE_PAGES,
  CONTRASTS,
  DENSITIES,
  MOTIONS,
  STANDARD_PREFERENCES,
  THEMES,
  ZONES,
  ZOOM_STEPS,
} from '../contract/preferences'

const LONGEST_ZONE = 100

const preferenceFields = {
  theme: z.enum(THEMES),
  contrast: z.enum(CONTRASTS),
  density: z.enum(DENSITIES),
  motion: z.enum(MOTIONS),
  zoom: z.int().min(ZOOM_STEPS[0]).max(ZOOM_STEPS.at(-1)!),
  letterKeys: z.boolean(),
  zone: z.enum(ZONES),
  chosenZone: z.string().max(LONGEST_ZONE).refine(isZone),
  fullDigits: z.boolean(),
  codePage: z.enum(CODE_PAGES),
}

/** What the page may change: any of the preferences, and nothing else. */
export const preferenceChangeSchema = z.strictObject(preferenceFields).partial()
export type PreferenceChange = z.infer<typeof preferenceChangeSchema>

const boundsSchema = z.object({ x: z.int(), y: z.int(), width: z.int().min(1), height: z.int().min(1) })
/** A value that does not fit counts as its standard; the others are kept. */
const settingsSchema = z.object({
  theme: preferenceFields.theme.catch(STANDARD_PREFERENCES.theme),
  contrast: preferenceFields.contrast.catch(STANDARD_PREFERENCES.contrast),
  density: preferenceFields.density.catch(STANDARD_PREFERENCES.density),
  motion: preferenceFields.motion.catch(STANDARD_PREFERENCES.motion),
  zoom: preferenceFields.zoom.catch(STANDARD_PREFERENCES.zoom),
  letterKeys: preferenceFields.letterKeys.catch(STANDARD_PREFERENCES.letterKeys),
  zone: preferenceFields.zone.catch(STANDARD_PREFERENCES.zone),
  chosenZone: preferenceFields.chosenZone.catch(STANDARD_PREFERENCES.chosenZone),
  fullDigits: preferenceFields.fullDigits.catch(STANDARD_PREFERENCES.fullDigits),
  codePage: preferenceFields.codePage.catch(STANDARD_PREFERENCES.codePage),
  bounds: boundsSchema.nullable().catch(null),
  maximized: z.boolean().catch(false),
})
export type Settings = z.infer<typeof settingsSchema>

/** The settings file: read once, written at every change. */
export class SettingsFile {
  private current: Settings

  /** Reads the file; a missing or unusable one counts as all defaults. */
  constructor(private readonly file: string) {
    this.current = readSettings(file)
  }

  get(): Settings {
    return this.current
  }

  preferences(): Preferences {
    const { bounds: _bounds, maximized: _maximized, ...preferences } = this.current
    return preferences
  }

  /** Remembers and writes. A disk that refuses loses only the memory of it, so that is not reported. */
  update(change: { readonly [K in keyof Settings]?: Settings[K] | undefined }): void {
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
    this.current = { ...this.current, ...given }
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
    return withZone(settingsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))))
  } catch {
    return settingsSchema.parse({})
  }
}

/** A chosen zone without a name would be none. */
function withZone(settings: Settings): Settings {
  return settings.zone === 'chosen' && settings.chosenZone === '' ? { ...settings, zone: 'utc' } : settings
}

/** Whether this computer knows the zone; '' stands for none. */
function isZone(name: string): boolean {
  if (name === '') return true
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
