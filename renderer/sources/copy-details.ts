import type { SourceState } from '../../electron/contract/engine'
import { useStore } from '../state/store'

/** Longer reports are cut: the clipboard has a limit. */
const MOST_CHARACTERS = 1_000_000

/** Puts what went wrong on the clipboard, with what a report of it needs: version, system, and how far each log was read. */
export async function copyDetails(
  message: string,
  sources: readonly SourceState[] = useStore.getState().sources,
): Promise<void> {
  const { version, build, electron, system } = await window.sojourn.appInfo()
  const lines = [
    message,
    '',
    `Sojourn ${version}${build === '' ? '' : `, build ${build}`}, Electron ${electron}, ${system}`,
    ...sources.flatMap(sourceLines),
  ]
  await window.sojourn.copyText(lines.join('\n').slice(0, MOST_CHARACTERS))
}

function sourceLines(source: SourceState): string[] {
  const { path, status, bytesRead, size, records, chunks, message, warnings } = source
  return [
    `${path}: ${status}, ${bytesRead} of ${size} bytes, ${records.decoded} records, ${records.damaged} damaged, ${records.skipped} skipped, ` +
      `${chunks.damaged} damaged chunks`,
    ...[message, ...warnings].filter((line) => line !== '').map((line) => `  ${line}`),
  ]
}
