import type { Locator, Page } from '@playwright/test'
import type { Program } from '../program.ts'
import { FramePage } from './frame-page.ts'

/** The Inboxes room: the inboxes by name, what one answers, its captures, and one capture in full. */
export class InboxesPage {
  readonly page: Page
  readonly frame: FramePage
  readonly names: Locator
  readonly answers: Locator
  /** The registrations that lead to the inbox. */
  readonly leading: Locator
  readonly grid: Locator
  readonly rows: Locator
  readonly capture: Locator

  constructor(page: Page, program: Program) {
    this.page = page
    this.frame = new FramePage(page, program)
    this.names = page.getByRole('navigation', { name: 'Inboxes' })
    this.answers = page.getByRole('group', { name: 'Answers' })
    this.leading = page.getByRole('region', { name: 'Inboxes' }).getByRole('link', { name: /^reg_/ })
    this.grid = page.getByRole('grid', { name: /^Captures of/ })
    this.rows = this.grid.getByRole('row').filter({ hasNot: page.getByRole('columnheader') })
    this.capture = page.getByRole('region', { name: /^Capture cap_/ })
  }

  async open(path = ''): Promise<void> {
    await this.frame.open(`/inboxes${path}`)
  }

  row(id: string): Locator {
    return this.page.locator(`#capture-${id}`)
  }

  tab(name: 'Request' | 'Verdict' | 'Answer'): Locator {
    return this.capture.getByRole('tab', { name })
  }

  /** The answers as they are shown: `503 given`, `200 next and stays`. */
  async strip(): Promise<string[]> {
    const chips = await this.answers.getByRole('listitem').getByRole('button').allTextContents()
    return chips.map((text) => text.replace(/^Answer \d+: /, '').trim())
  }

  /** Adds an answer at the end. */
  async then(status: number): Promise<void> {
    await this.answers.getByRole('button', { name: 'Then' }).click()
    const form = this.page.getByRole('dialog', { name: 'Then' })
    await form.getByLabel('Status').fill(String(status))
    await form.getByRole('button', { name: 'Add' }).click()
    await form.waitFor({ state: 'hidden' })
  }
}
