import type { Locator, Page } from '@playwright/test'
import type { Program } from '../program.ts'
import { RegistrationsPage } from './registrations-page.ts'

/** The rules of one registration's policy, on its tab. */
export class PolicyEditor {
  readonly page: Page
  readonly registrations: RegistrationsPage
  readonly form: Locator
  /** What is said of when the attempts come. */
  readonly schedule: Locator

  constructor(page: Page, program: Program) {
    this.page = page
    this.registrations = new RegistrationsPage(page, program)
    this.form = page.getByRole('form', { name: 'Policy' })
    this.schedule = this.form.getByRole('region', { name: 'When the attempts come' })
  }

  async open(id: string): Promise<void> {
    await this.registrations.open(`/${id}`)
    await this.registrations.tab('Rules').click()
    await this.form.waitFor()
  }

  rule(title: string): Locator {
    return this.form.getByRole('group', { name: title, exact: true })
  }

  /** Opens a rule to be typed; answers its first input. */
  async change(title: string): Promise<Locator> {
    await this.rule(title).getByRole('button', { name: new RegExp(`^Change ${title}`) }).click()
    return this.rule(title).getByRole('textbox').first()
  }

  button(name: string): Locator {
    return this.form.getByRole('button', { name, exact: true })
  }
}
