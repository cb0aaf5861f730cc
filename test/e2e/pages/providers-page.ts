import type { Locator, Page } from '@playwright/test'
import type { Program } from '../program.ts'
import { FramePage } from './frame-page.ts'

/** The Providers room: the files, and the one that is open. */
export class ProvidersPage {
  readonly frame: FramePage
  readonly list: Locator
  readonly file: Locator
  readonly text: Locator
  readonly faults: Locator

  constructor(page: Page, program: Program) {
    this.frame = new FramePage(page, program)
    this.list = page.getByRole('region', { name: 'List of provider files' })
    this.file = page.getByRole('region', { name: /^(Provider file|New provider file)/ })
    this.text = this.file.getByRole('textbox', { name: /^Text of/ })
    this.faults = this.file.getByRole('list', { name: 'Faults' })
  }

  async open(path = ''): Promise<void> {
    await this.frame.open(`/providers${path}`)
  }

  /** In the workspace's part, or in that of Hookwright. */
  row(name: string, part: 'In this workspace' | 'Part of Hookwright' = 'In this workspace'): Locator {
    return this.list.getByRole('region', { name: part }).getByRole('link').filter({ hasText: name })
  }

  button(name: string): Locator {
    return this.file.getByRole('button', { name, exact: true })
  }
}
