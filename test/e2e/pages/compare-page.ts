import type { Locator, Page } from '@playwright/test'
import type { Program } from '../program.ts'
import { FramePage } from './frame-page.ts'

/** The Compare room: two messages side by side. */
export class ComparePage {
  readonly page: Page
  readonly frame: FramePage
  readonly pane: Locator
  readonly headers: Locator
  readonly paths: Locator
  readonly lines: Locator

  constructor(page: Page, program: Program) {
    this.page = page
    this.frame = new FramePage(page, program)
    this.pane = page.getByRole('region', { name: 'Compare', exact: true })
    this.headers = this.pane.getByRole('table', { name: 'Headers' })
    this.paths = this.pane.getByRole('table', { name: 'Paths that differ' })
    this.lines = this.pane.getByRole('table', { name: 'Line by line' })
  }

  async open(a: string, b: string): Promise<void> {
    await this.frame.open(`/diff?a=${encodeURIComponent(a)}&b=${encodeURIComponent(b)}`)
  }
}
