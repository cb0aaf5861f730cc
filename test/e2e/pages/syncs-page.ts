import type { Locator, Page } from '@playwright/test'
import type { Program } from '../program.ts'
import { FramePage } from './frame-page.ts'

/** The Syncs room: the list, the form of a new one, and one sync as it goes. */
export class SyncsPage {
  readonly page: Page
  readonly frame: FramePage
  readonly list: Locator
  readonly detail: Locator
  readonly making: Locator
  readonly plot: Locator

  constructor(page: Page, program: Program) {
    this.page = page
    this.frame = new FramePage(page, program)
    this.list = page.getByRole('region', { name: 'List of syncs' })
    this.detail = page.getByRole('region', { name: /^Sync syn_/ })
    this.making = page.getByRole('region', { name: 'New sync' })
    this.plot = this.detail.getByRole('img', { name: /^The last \d+ requests/ })
  }

  async open(path = ''): Promise<void> {
    await this.frame.open(`/syncs${path}`)
  }

  row(id: string): Locator {
    return this.list.locator(`a[href="/syncs/${id}"]`)
  }

  button(name: string): Locator {
    return this.detail.getByRole('button', { name, exact: true })
  }

  /** A number of the detail by its name: sent, acknowledged, least, median ... */
  figure(name: string): Locator {
    return this.detail.locator('dl > div').filter({ has: this.page.getByText(name, { exact: true }) }).getByRole('definition')
  }
}
