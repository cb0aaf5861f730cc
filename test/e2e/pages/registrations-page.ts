import type { Locator, Page } from '@playwright/test'
import type { Program } from '../program.ts'
import { FramePage } from './frame-page.ts'

/** The Registrations room: the list, the form of a new one, and one registration in full. */
export class RegistrationsPage {
  readonly page: Page
  readonly frame: FramePage
  readonly list: Locator
  readonly detail: Locator
  readonly making: Locator
  readonly result: Locator
  readonly recent: Locator

  constructor(page: Page, program: Program) {
    this.page = page
    this.frame = new FramePage(page, program)
    this.list = page.getByRole('region', { name: 'List of registrations' })
    this.detail = page.getByRole('region', { name: /^Registration reg_/ })
    this.making = page.getByRole('region', { name: 'New registration' })
    this.result = page.getByRole('region', { name: 'What was raised' })
    this.recent = this.detail.getByRole('link', { name: /(acknowledged|retrying|queued|sending|cancelled)/ })
  }

  async open(path = ''): Promise<void> {
    await this.frame.open(`/registrations${path}`)
  }

  row(id: string): Locator {
    return this.list.locator(`a[href="/registrations/${id}"]`)
  }

  field(label: string): Locator {
    return this.page.getByRole('textbox', { name: label }).or(this.page.getByRole('combobox', { name: label }))
  }

  tab(name: string): Locator {
    return this.detail.getByRole('tab', { name })
  }

  async save(): Promise<void> {
    await this.detail.getByRole('button', { name: 'Save' }).click()
  }
}
