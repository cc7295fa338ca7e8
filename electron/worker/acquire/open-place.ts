/** Logs of another computer for the window: shown folder by folder, and those that a person ticks copied, one after the other. */
import type { Place, PlaceEntry } from '../sources/place'
import { type ParsedAddress, shownAddress } from '../sources/remote/address'
import { isOfServer, lookAt } from '../sources/remote/find-logs'
import { type LoginDesk, logIn } from '../sources/remote/login-desk'
import { problemSentence } from '../sources/source-problem'
import { PlaceBrowser } from './place-browser'
import { PlaceCopies, type PlaceCopyRequest } from './place-copies'

export interface PlaceRequestOfJob extends PlaceCopyRequest {
  readonly address: string
  /** Paths that are copied without a choice, because they were chosen before; null: the person chooses. */
  readonly wanted: readonly string[] | null
  readonly desk: LoginDesk
  /** Lets the person look around; answers the paths of the logs that are wanted, null where the person has left. */
  choose(browser: PlaceBrowser): Promise<readonly string[] | null>
  /** Takes what has paths that were copied before copied again, behind the others. */
  moreOf(more: (paths: readonly string[]) => void): void
}

/** Resolves when all that was ticked has ended, with how many logs there were. Never rejects. */
export async function openPlace(request: PlaceRequestOfJob): Promise<{ readonly logs: number }> {
  const { desk, signal, tell } = request
  try {
    const parsed = desk.parse(request.address)
    tell({ kind: 'connecting', host: parsed.address.host })
    const { place, chosen } = await (request.wanted === null
      ? letChoose(parsed, request)
      : goTo(parsed, request.wanted, request))
    try {
      const copies = new PlaceCopies(place, parsed.address, request)
      request.moreOf((paths) => copies.addAgain(paths))
      await copies.run(chosen, request.wanted !== null)
      tell({ kind: 'none', problem: null })
      return { logs: copies.logs }
    } finally {
      await place.close()
    }
  } catch (error) {
    tell({ kind: 'none', problem: signal.aborted ? null : problemSentence(error) })
    return { logs: 0 }
  }
}

interface Chosen {
  readonly place: Place
  readonly chosen: readonly PlaceEntry[]
}

async function letChoose(
  parsed: ParsedAddress,
  { desk, signal, tell, choose }: PlaceRequestOfJob,
): Promise<Chosen> {
  const { address } = parsed
  const { host, path } = address
  const { place, result } = await logIn(parsed, desk, signal, (opened) => lookAt(opened, path, signal))
  const browser = new PlaceBrowser(place, signal)
  const named = 'file' in result ? result.file : null
  const first =
    'file' in result
      ? browser.folder(folderOf(path), [result.file])
      : browser.folder(withoutSlash(path), result.entries)
  const hasFolders = place.protocol !== 'https' && place.protocol !== 'http'
  const shown = shownAddress(address, '')
  tell({ kind: 'choosing', host, place: shown, hasFolders, first, named: named?.path ?? null })
  return { place, chosen: browser.chosen((await choose(browser)) ?? []) }
}

/** Logs in with the first of them; whether each is still there shows when it is copied. */
async function goTo(
  parsed: ParsedAddress,
  paths: readonly string[],
  { desk, signal }: PlaceRequestOfJob,
): Promise<Chosen> {
  const { place } = await logIn(parsed, desk, signal, async (opened) => {
    await opened.open(paths[0]!, signal).catch((error: unknown) => {
      if (isOfServer(error)) throw error
    })
  })
  const chosen = paths.map((path): PlaceEntry => {
    const name = path.slice(path.lastIndexOf('/') + 1)
    return { name, path, kind: 'file', size: null, modifiedMs: null }
  })
  return { place, chosen }
}

function folderOf(path: string): string {
  return withoutSlash(path.slice(0, path.lastIndexOf('/') + 1))
}

function withoutSlash(path: string): string {
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path
}
