import type { Locator, Page } from '@playwright/test'
import type { FramePage } from './frame-page.ts'

/** The clock of the status bar, and what it opens. */
export class Clock {
  readonly bar: Locator
  readonly panel: Locator
  readonly steps: Locator

  constructor(page: Page, frame: FramePage) {
    this.bar = frame.status.getByRole('group', { name: 'Clock' })
    this.panel = page.getByRole('dialog', { name: 'Clock' })
    this.steps = page.getByRole('group', { name: 'Move time' })
  }

  /** Opens what says all about the clock. */
  async open(): Promise<void> {
    await this.bar.getByRole('button', { name: /^(real|virtual)/ }).click()
    await this.panel.waitFor()
  }

  step(label: string): Locator {
    return this.steps.getByRole('button', { name: label, exact: true })
  }

  async choose(mode: 'Real' | 'Virtual'): Promise<void> {
    await this.panel.getByText(mode, { exact: true }).click()
  }
}
