import type { Locator, Page } from '@playwright/test'
import type { Program } from '../program.ts'
import { FramePage } from './frame-page.ts'

/** The Replays room: the list of runs, the form of a new one, and one run as it goes. */
export class ReplaysPage {
  readonly page: Page
  readonly frame: FramePage
  readonly list: Locator
  readonly detail: Locator
  readonly making: Locator
  /** Lines of the results. */
  readonly results: Locator

  constructor(page: Page, program: Program) {
    this.page = page
    this.frame = new FramePage(page, program)
    this.list = page.getByRole('region', { name: 'List of replays' })
    this.detail = page.getByRole('region', { name: /^Run rpl_/ })
    this.making = page.getByRole('region', { name: /^Replay (deliveries|captured requests)$/ })
    this.results = this.detail.locator('tbody tr')
  }

  async open(path = ''): Promise<void> {
    await this.frame.open(`/replays${path}`)
  }

  row(id: string): Locator {
    return this.list.locator(`a[href="/replays/${id}"]`)
  }

  button(name: string): Locator {
    return this.detail.getByRole('button', { name, exact: true })
  }

  /** A number of the detail by its name: sent, acknowledged, skipped ... */
  figure(name: string): Locator {
    return this.detail.locator('dl > div').filter({ has: this.page.getByText(name, { exact: true }) }).getByRole('definition')
  }

  /** What each line says, cell by cell. */
  async lines(): Promise<string[]> {
    return Promise.all((await this.results.all()).map(async (row) => (await row.getByRole('cell').allInnerTexts()).map((text) => text.trim()).join(' | ')))
  }
}
