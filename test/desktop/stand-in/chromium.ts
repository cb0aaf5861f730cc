import { chromium } from '@playwright/test'
import type { Browser, BrowserContext } from '@playwright/test'

let browser: Promise<Browser> | undefined

/** A fresh profile in the one Chromium of this app. */
export async function newContext(): Promise<BrowserContext> {
  const root = process.getuid?.() === 0
  browser ??= chromium.launch({
    executablePath: process.env['HOOKWRIGHT_CHROMIUM'],
    args: root ? ['--no-sandbox'] : [],
    // What a signal means is for the app to say.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  })
  return (await browser).newContext()
}

export async function closeBrowser(): Promise<void> {
  await (await browser)?.close()
}
