/** A Chromium without a window, and the page in it as a user has it open. */
import { chromium, type Browser, type Page } from '@playwright/test'
import { pageUrl } from '#contract/page-url.ts'
import type { Program } from '../parts/program.ts'

export const VIEWPORT = { width: 1440, height: 900 } as const
export interface Shown {
  readonly id: string
  readonly text: string
}

const ROW = '[role="row"][id^="delivery-"]'

export const startBrowser = (): Promise<Browser> =>
  chromium.launch({
    executablePath: process.env['HOOKWRIGHT_CHROMIUM'] ?? '/usr/bin/chromium',
    // Chromium refuses to run its sandbox as root, as in most containers.
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
  })

/** A page that nothing is cached for. Closing its context ends it. */
export async function newPage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ viewport: VIEWPORT, colorScheme: 'light' })
  return context.newPage()
}

/** Opens the list of deliveries and waits until rows are in it. */
export async function openList(page: Page, { ready }: Program): Promise<void> {
  await page.goto(pageUrl(ready))
  await page.locator(ROW).first().waitFor()
}

/** What the rows in view say, from the top; the newest is the first. */
export const shownRows = (page: Page): Promise<Shown[]> => page.evaluate<Shown[]>(`[...document.querySelectorAll('${ROW}')].map((row) => ({ id: row.id.replace('delivery-', ''), text: row.innerText }))`)
