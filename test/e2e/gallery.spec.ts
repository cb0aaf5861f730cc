import { fileURLToPath } from 'node:url'
import type { Page } from '@playwright/test'
import { build } from 'vite'
import type { Rollup } from 'vite'
import { WIDE, expect, test, violations } from './fixture.ts'

const CONFIG = fileURLToPath(new URL('../../src/renderer/gallery/vite.config.ts', import.meta.url))
/** Those with colours of their own, which are photographed in the dark as well; axe looks at the contrast of all of them. */
const COLOURED = ['tokens', 'marks', 'controls', 'notices', 'wire', 'results']
const SPECIMENS = [...COLOURED, 'fields', 'lists', 'strips', 'comparisons', 'editors']
/** Edges of letters are drawn differently by each machine, and by a Chromium with and without a window; what has moved is more than this. */
const TOLERANCE = { threshold: 0.3, maxDiffPixelRatio: 0.003 } as const
/** Of the colours themselves, which are larger than letters, everybody draws the same. */
const EXACT = { threshold: 0.1, maxDiffPixelRatio: 0.002 } as const
const TYPES: Record<string, string> = { html: 'text/html', js: 'text/javascript', css: 'text/css', woff2: 'font/woff2' }

test.use({ timezoneId: 'UTC', viewport: { width: 1024, height: 700 } })

/** Builds the gallery in memory and opens it, with the clock stopped and all fonts there. */
async function openGallery(page: Page): Promise<void> {
  const { output } = (await build({ configFile: CONFIG, build: { write: false, assetsInlineLimit: 0 } })) as Rollup.RollupOutput
  const files = new Map(output.map((file) => [`/${file.fileName}`, file.type === 'chunk' ? file.code : Buffer.from(file.source)]))
  await page.clock.setFixedTime('2026-11-21T12:01:30.000Z')
  await page.route('http://gallery.test/**', (route) => {
    const path = new URL(route.request().url()).pathname
    const body = files.get(path === '/' ? '/index.html' : path)
    return body === undefined ? route.fulfill({ status: 404 }) : route.fulfill({ body, contentType: TYPES[path.split('.')[1] ?? 'html'] })
  })
  await page.goto('http://gallery.test/')
  await expect(page.locator('[data-specimen]')).toHaveCount(SPECIMENS.length)
  await expect(page.locator('.cm-editor')).toHaveCount(3)
  await page.evaluate(() => document.fonts.ready)
}

test('every component looks as it did, in both colour schemes, and axe finds nothing', async ({ page }) => {
  await openGallery(page)
  for (const [colorScheme, names] of [['light', SPECIMENS], ['dark', COLOURED]] as const) {
    await page.emulateMedia({ colorScheme })
    for (const name of names) await expect.soft(page.locator(`[data-specimen=${name}]`)).toHaveScreenshot(`${name}-${colorScheme}.png`, name === 'tokens' ? EXACT : TOLERANCE)
  }
  // Several results side by side have one name, which no screen of the product has.
  expect((await violations(page, [WIDE])).filter((one) => !one.includes('landmark-unique'))).toEqual([])
})
