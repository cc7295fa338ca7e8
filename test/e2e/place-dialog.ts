/** "Open from another place" as a person goes through it. */
import { expect, type Locator } from '@playwright/test'
import type { Viewer } from './launch'

export class PlaceDialog {
  readonly box: Locator
  /** The same dialog while files that did not come whole are tried again. */
  readonly again: Locator
  readonly address: Locator
  readonly password: Locator
  readonly alert: Locator

  constructor(private readonly viewer: Viewer) {
    const { page } = viewer
    this.box = page.getByRole('dialog', { name: 'Open from another place' })
    this.again = this.box.filter({ hasText: 'Copy what did not come whole' })
    this.address = this.box.getByLabel('Address of a log')
    this.password = this.box.getByLabel('Password', { exact: true }).and(page.locator('input'))
    this.alert = this.box.getByRole('alert')
  }

  button(name: string): Locator {
    return this.box.getByRole('button', { name, exact: true })
  }

  /** The box of a log or folder. */
  tick(name: string): Locator {
    return this.box.getByRole('checkbox', { name, exact: true })
  }

  /** By the palette, which is there in every view. */
  async open(): Promise<void> {
    const { page } = this.viewer
    await page.keyboard.press('Control+k')
    await page.keyboard.type('another place')
    await page.keyboard.press('Enter')
    await expect(this.box).toBeVisible()
  }

  async connect(address: string): Promise<void> {
    await this.open()
    await this.address.fill(address)
    await this.viewer.page.keyboard.press('Enter')
  }

  /** What the person picks in the next dialogs of the system. */
  async willChoose(file: string): Promise<void> {
    await this.viewer.app.evaluate(({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] })
    }, file)
  }

  async logInByKey(keyFile: string): Promise<void> {
    await this.willChoose(keyFile)
    await this.box.getByRole('radio', { name: 'Private key' }).click()
    await this.button('Choose key…').click()
    await this.button('Log in').click()
  }

  /** From an address that nobody knows to the folder that it names. */
  async enter(address: string, keyFile: string): Promise<void> {
    await this.connect(address)
    await this.button('Trust and go on').click()
    await this.logInByKey(keyFile)
    await expect(this.box.getByRole('group', { name: 'Logs of the place' })).toBeVisible()
  }

  /** All logs at the address are on their way. */
  async openAll(address: string, keyFile: string): Promise<void> {
    await this.enter(address, keyFile)
    await this.tick('All logs in this folder and below').click()
    await this.button('Open ticked').click()
    await expect(this.box).toBeHidden()
  }
}
