/** What the build says of itself (out/build.json beside the built code). */
import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { BUILD_FILE, NOTICES_FILE } from './app-folders'

const buildSchema = z.object({
  commit: z.string(),
  hash: z.string(),
  channel: z.enum(['checkout', 'dev', 'release']),
})
export type BuildInfo = z.infer<typeof buildSchema>

/** A build of single parts, as while developing, has no file. */
const UNKNOWN: BuildInfo = { commit: '', hash: 'unknown', channel: 'checkout' }

export function readBuildInfo(): BuildInfo {
  try {
    return buildSchema.parse(JSON.parse(readFileSync(BUILD_FILE, 'utf8')))
  } catch {
    return UNKNOWN
  }
}

/** Licences of the packages inside; empty where the build wrote none. */
export function readNotices(): string {
  try {
    return readFileSync(NOTICES_FILE, 'utf8')
  } catch {
    return ''
  }
}
