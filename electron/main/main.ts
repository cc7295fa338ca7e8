/** Entry of the main process: says its version, runs the command line, or becomes the viewer. */
import { app, dialog } from 'electron'
import { readBuildInfo } from './build-info'
import { ownArguments } from './launch-paths'
import { startRequest, VIEWER_USAGE } from './start-request'
import { systemProblem } from './system-problem'

const request = startRequest(ownArguments(process.argv, app.isPackaged), app.isPackaged, (name) =>
  app.commandLine.hasSwitch(name),
)
const problem = systemProblem(process.platform, process.getSystemVersion())

if (request.kind === 'refused') say(process.stderr, request.message, 1)
else if (request.kind === 'version') say(process.stdout, versionLine(), 0)
else if (request.kind === 'help') say(process.stdout, VIEWER_USAGE, 0)
else if (request.kind === 'command-line') await runCommandLine(request.arguments)
else if (problem !== null) {
  dialog.showErrorBox('Sojourn cannot run on this system', problem)
  app.exit(1)
} else await import('./viewer')

/** Awaited before Electron is ready: no window system is asked for, so it works without a display. */
async function runCommandLine(given: readonly string[]): Promise<void> {
  const { commandLine } = await import('../cli/command-line')
  app.exit(await commandLine(given))
}

function say(stream: NodeJS.WriteStream, text: string, code: number): void {
  stream.write(text)
  app.exit(code)
}

function versionLine(): string {
  const { hash, channel } = readBuildInfo()
  const mark = channel === 'dev' ? ', development package, not for distribution' : ''
  return `sojourn ${app.getVersion()} (build ${hash}${mark})\n`
}
