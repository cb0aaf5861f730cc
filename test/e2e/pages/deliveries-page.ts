import { expect } from '@playwright/test'
import type { Locator, Page } from '@playwright/test'
import type { Program } from '../program.ts'
import { FramePage } from './frame-page.ts'

/** The Deliveries room: its list, its filters, and the open delivery. */
export class DeliveriesPage {
  readonly page: Page
  readonly frame: FramePage
  readonly grid: Locator
  readonly rows: Locator
  readonly search: Locator
  readonly detail: Locator
  readonly strip: Locator

  constructor(page: Page, program: Program) {
    this.page = page
    this.frame = new FramePage(page, program)
    this.grid = page.getByRole('grid', { name: 'Deliveries, newest first' })
    this.rows = this.grid.getByRole('row').filter({ hasNot: page.getByRole('columnheader') })
    this.search = page.getByRole('textbox', { name: /^Search in subject/ })
    this.detail = page.getByRole('region', { name: /^Delivery dlv_/ })
    this.strip = this.detail.getByRole('group', { name: 'Attempts in time' })
  }

  async open(id?: string): Promise<void> {
    await this.frame.open(id ? `/deliveries/${id}` : '/deliveries')
  }

  row(id: string): Locator {
    return this.page.locator(`#delivery-${id}`)
  }

  /** Which delivery is open, by the address. */
  get openId(): string | undefined {
    return new URL(this.page.url()).pathname.split('/')[2]
  }

  tab(name: 'Envelope' | 'Signature' | 'Response' | 'Received' | 'History'): Locator {
    return this.detail.getByRole('tab', { name })
  }

  attempt(number: number): Locator {
    return this.strip.getByRole('button', { name: `#${number} ` })
  }

  /** Opens a filter and chooses in it. */
  async filter(name: string, ...choices: string[]): Promise<void> {
    await this.page.getByRole('search').getByRole('button', { name: new RegExp(`^${name}`) }).click()
    const menu = this.page.getByRole('menu')
    for (const choice of choices) await menu.getByText(choice, { exact: true }).click()
    await this.page.keyboard.press('Escape')
    await expect(menu).toBeHidden()
  }
}
