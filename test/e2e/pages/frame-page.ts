import type { Locator, Page } from '@playwright/test'
import type { Program } from '../program.ts'

/** What is there in every room: rail, status bar, palette, keys, the locked door. */
export class FramePage {
  readonly page: Page
  readonly program: Program
  readonly rail: Locator
  readonly status: Locator
  readonly connection: Locator
  readonly locked: Locator
  readonly banner: Locator

  constructor(page: Page, program: Program) {
    this.page = page
    this.program = program
    this.rail = page.getByRole('navigation', { name: 'Rooms' })
    this.status = page.getByRole('contentinfo', { name: 'Status' })
    this.connection = this.status.getByRole('status').first()
    this.locked = page.getByRole('heading', { name: 'Hookwright is locked' })
    this.banner = page.getByText('Hookwright does not answer')
  }

  /** Opens the page by its link, at a path if one is given, and waits for the connection. */
  async open(path = '/'): Promise<void> {
    await this.page.goto(this.program.link.replace('/#', `${path}#`))
    await this.connected()
  }

  async connected(): Promise<void> {
    await this.connection.getByText('connected', { exact: true }).waitFor()
  }

  async goTo(room: string): Promise<void> {
    await this.rail.getByRole('link', { name: room }).click()
  }

  /** Runs a command of the palette by its name. */
  async command(name: string): Promise<void> {
    await this.page.keyboard.press('Control+k')
    const dialog = this.page.getByRole('dialog', { name: 'Commands' })
    await dialog.getByRole('textbox', { name: 'Find a command' }).fill(name)
    await dialog.getByText(name).first().click()
    await dialog.waitFor({ state: 'hidden' })
  }
}
