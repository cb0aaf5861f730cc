import type { Locator, Page } from '@playwright/test'
import type { Program } from '../program.ts'
import { FramePage } from './frame-page.ts'

/** The Trigger room: the catalogue, the documents, the event that is being made, and a document that is being edited. */
export class TriggerPage {
  readonly page: Page
  readonly frame: FramePage
  readonly catalogue: Locator
  readonly documents: Locator
  readonly event: Locator
  readonly json: Locator
  readonly seed: Locator
  readonly times: Locator
  readonly fire: Locator
  readonly result: Locator

  constructor(page: Page, program: Program) {
    this.page = page
    this.frame = new FramePage(page, program)
    this.catalogue = page.getByRole('region', { name: 'Trigger catalogue' })
    this.documents = page.getByRole('grid')
    this.event = page.getByRole('region', { name: 'Event', exact: true })
    this.json = page.locator('.cm-content')
    this.seed = page.getByRole('textbox', { name: 'Seed of the sample' })
    this.times = page.getByRole('textbox', { name: 'How many times' })
    this.fire = this.event.getByRole('button', { name: /^Fire/ })
    this.result = page.getByRole('region', { name: 'What was raised' })
  }

  async open(path = ''): Promise<void> {
    await this.frame.open(`/trigger${path}`)
    await this.json.waitFor()
  }

  async choose(title: string): Promise<void> {
    await this.catalogue.getByRole('button', { name: title }).click()
    await this.event.getByRole('heading', { name: title }).waitFor()
  }

  /** The input of a property of the data. */
  property(path: string): Locator {
    return this.event.getByRole('group', { name: 'Data, property by property' }).getByLabel(path, { exact: true })
  }

  /** The input of a field of the document that is being edited. */
  field(label: string): Locator {
    return this.page.getByRole('group', { name: /, field by field$/ }).getByLabel(label, { exact: true })
  }

  /** Writes other JSON into the editor, as a user would. */
  async write(json: string): Promise<void> {
    await this.json.click()
    await this.page.keyboard.press('Control+a')
    // Typed, it would get the brackets that the editor closes by itself.
    await this.page.keyboard.insertText(json)
  }

  async search(text: string): Promise<void> {
    await this.page.getByRole('textbox', { name: /^Search in (?!the)/ }).fill(text)
  }

  document(title: string | RegExp): Locator {
    return this.documents.getByRole('row', { name: title })
  }

  /** Copies what the menu offers and answers the text. */
  async copied(as: string): Promise<string> {
    await this.page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await this.event.getByRole('button', { name: 'Copy', exact: true }).click()
    await this.page.getByRole('menuitem', { name: as }).click()
    await this.page.getByText(/^Copied/).first().waitFor()
    return this.page.evaluate(() => navigator.clipboard.readText())
  }
}
