/** Folders of a server: gone into and back up from by mouse and keys, ticked as a whole, what is ticked summed. */
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { hasOpenSsh, startOpenSsh } from '../fixtures/servers/openssh'
import { CaseView } from './case-view'
import { expect, SAMPLE, test } from './launch'
import { pictures } from './pictures'
import { PlaceDialog } from './place-dialog'

test('folders are gone into and ticked by mouse and keys, and the sum is told', async ({
  openViewer,
  scratch,
}) => {
  test.skip(!hasOpenSsh, 'openssh-server is not installed')
  const server = await startOpenSsh(path.join(scratch, 'ssh'))
  const top = path.join(scratch, 'evidence')
  const put = (host: string, ...names: string[]): void => {
    const folder = path.join(top, host, 'winevt', 'Logs')
    mkdirSync(folder, { recursive: true })
    for (const name of names) copyFileSync(path.join(SAMPLE, host, name), path.join(folder, name))
  }
  put('WS-0147', 'Security.evtx', 'System.evtx')
  put('MER-DC01', 'Security.evtx', 'System.evtx')
  mkdirSync(path.join(top, 'empty'))
  writeFileSync(path.join(top, 'readme.txt'), 'Collected on Tuesday.')
  try {
    const viewer = await openViewer([], { XDG_CACHE_HOME: path.join(scratch, 'cache') })
    const { page } = viewer
    const { keyboard } = page
    const dialog = new PlaceDialog(viewer)
    await dialog.enter(`sftp://${server.user}@127.0.0.1:${server.port}${top}`, server.keyFile)

    // By keys: a letter finds, Enter goes in, Backspace comes back to where it was.
    await expect(dialog.tick('MER-DC01, folder')).toBeFocused()
    await keyboard.press('w')
    await expect(dialog.tick('WS-0147, folder')).toBeFocused()
    await keyboard.press('Enter')
    await expect(dialog.tick('winevt, folder')).toBeFocused()
    await keyboard.press('ArrowRight')
    await expect(dialog.tick('Logs, folder')).toBeFocused()
    await keyboard.press('ArrowRight')
    await expect(dialog.tick('Security.evtx')).toBeFocused()
    await keyboard.press('End')
    await keyboard.press('Space')
    await expect(dialog.tick('System.evtx')).toBeChecked()
    await expect(dialog.box).toContainText('1 log ticked, 69.6 KB')
    await keyboard.press('Backspace')
    await expect(dialog.tick('Logs, folder')).toBeFocused()
    await expect(dialog.tick('Logs, folder')).toHaveJSProperty('indeterminate', true)

    // By mouse: up by the way down, a folder ticked as a whole.
    await dialog.box
      .getByRole('navigation', { name: 'Folders' })
      .getByRole('button', { name: 'evidence' })
      .click()
    await dialog.tick('MER-DC01, folder').click()
    await expect(dialog.tick('MER-DC01, folder')).toBeChecked()
    await expect(dialog.box.getByRole('row', { name: 'MER-DC01' })).toContainText(/2 logs, [\d.]+ KB/)
    await expect(dialog.box).toContainText(/3 logs ticked, [\d.]+ KB/)
    await expect(dialog.box.getByText('readme.txt')).toHaveCount(0)
    await dialog.box
      .getByRole('checkbox', { name: 'Show files that are not named like logs (1 file)' })
      .check()
    await expect(dialog.tick('readme.txt')).toBeVisible()
    await pictures(viewer, 'place-folders')

    await dialog.tick('empty, folder').click()
    await expect(dialog.box.getByRole('note')).toContainText('It holds no event logs or archives')
    await dialog.button('empty').click()
    await expect(dialog.box).toContainText('3 of them in other folders')
    await expect(dialog.box).toContainText('Nothing that can be read is in this folder.')
    await new CaseView(page).picture('place-empty')

    await dialog.button('Open ticked').click()
    await expect(dialog.box).toBeHidden()
    const view = new CaseView(page)
    await view.settledCounts()
    await view.showEvidence()
    const rows = page.getByRole('region', { name: 'Evidence files' }).getByRole('listitem')
    await expect(rows.filter({ hasText: 'evtx' })).toHaveCount(3)
  } finally {
    await server.stop()
  }
})
