/** Works the packaged viewer as a person does, by keys and clicks on its display (xdotool): a package lets no test driver in. */
import { spawnSync } from 'node:child_process'
import fs from 'node:fs'
import { comesTrue } from './installed-program.mjs'

/** Between two actions: a view is drawn, an answer comes. */
const PAUSE_MS = 1200
const DIALOG_TIMEOUT_MS = 20_000
/** Somewhere on the timeline and in the grid of a window of 1440 x 900. */
const PLACES = [
  ['700', '300'],
  ['700', '780'],
]
/** Views, palette, help, keys, search, settings. */
const KEYS = [
  ...['ctrl+2', 'ctrl+3', 'ctrl+4', 'ctrl+5', 'ctrl+1'],
  ...['ctrl+k', 'Escape', 'F1', 'Escape', 'ctrl+comma', 'Escape', 'question', 'Escape'],
]
const SEARCH = 'type:10'

/** Whether it can be done here. */
export const canUseWindow = () => spawnSync('xdotool', ['version'], { stdio: 'ignore' }).error === undefined

/**
 * Goes through the views, searches, tags a session, saves the case and exports what is shown.
 * Answers whether both files came to be.
 */
export async function useWindow(display, { caseFile, exportFile }) {
  const act = async (...words) => {
    spawnSync('xdotool', words, { env: { ...process.env, DISPLAY: display }, stdio: 'ignore' })
    await pause()
  }
  const focus = (name) => act('search', '--onlyvisible', '--name', name, 'windowfocus', '--sync')
  await focus('Sojourn')
  for (const [x, y] of PLACES) await act('mousemove', x, y, 'click', '1')
  for (const key of KEYS) await act('key', key)
  await act('key', 'ctrl+f')
  await act('type', SEARCH)
  await act('key', 'Return')
  await act('mousemove', ...PLACES[1], 'click', '1')
  await act('key', 't')
  await act('key', '1')
  await act('key', 'ctrl+s')
  const saved = await nameFile(act, focus, 'case', caseFile)
  await focus('Sojourn')
  await act('key', 'ctrl+e')
  await act('key', 'Tab')
  await act('key', 'Return')
  const exported = await nameFile(act, focus, 'xport', exportFile)
  return saved && exported
}

/** The desktop's own dialog: the whole path is typed over the name that it offers. */
async function nameFile(act, focus, title, file) {
  await focus(title)
  await act('key', 'ctrl+a')
  await act('type', file)
  await act('key', 'Return')
  return comesTrue(() => fs.existsSync(file), DIALOG_TIMEOUT_MS)
}

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
