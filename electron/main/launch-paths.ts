/** Which arguments of a start name evidence: the command line also carries switches of Chromium, Electron and test tools. */
import { existsSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import * as z from 'zod'
import { isCaseName } from '../core/case-file/case-name'
import { isLogName } from './log-names'

/** What a second start hands to the first, beside the single-instance lock. */
export const launchSchema = z.object({ arguments: z.array(z.string()).max(10_000), cwd: z.string() })
export type Launch = z.infer<typeof launchSchema>

/** The arguments of this process. */
export function thisLaunch(isPackaged: boolean): Launch {
  return { arguments: ownArguments(process.argv, isPackaged), cwd: process.cwd() }
}

/** What follows the program; in a checkout the application's folder, the first that is no switch, is no evidence. */
export function ownArguments(argv: readonly string[], isPackaged: boolean): string[] {
  const given = argv.slice(1)
  const folder = given.findIndex((argument) => !argument.startsWith('-'))
  return isPackaged ? given : given.filter((_, i) => i !== folder)
}

/** Absolute paths of the logs, cases and folders named; a log or case that does not exist is kept, so that it can be reported. */
export function launchPaths(launch: Launch): string[] {
  return launch.arguments
    .filter((argument) => argument !== '' && !argument.startsWith('-'))
    .map((argument) => path.resolve(launch.cwd, withoutScheme(argument)))
    .filter((name) => isLogName(name) || isCaseName(name) || existsSync(name))
}

/** A double click on a Linux desktop names the file by address (`%U` of the desktop entry). What names no file of this computer stays as it is. */
function withoutScheme(argument: string): string {
  if (!/^file:\/\//i.test(argument)) return argument
  try {
    return fileURLToPath(argument)
  } catch {
    return argument
  }
}

/** Value of `--name=value`, or null. */
export function launchSwitch(launch: Launch, name: string): string | null {
  const prefix = `--${name}=`
  return launch.arguments.find((argument) => argument.startsWith(prefix))?.slice(prefix.length) ?? null
}
