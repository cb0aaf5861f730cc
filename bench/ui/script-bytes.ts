/** What a first load fetches of JavaScript, and that editor and plot are not in it. */
import { gzipSync } from 'node:zlib'
import type { Browser } from '@playwright/test'
import type { Line } from '../parts/figures.ts'
import type { Program } from '../parts/program.ts'
import { newPage, openList } from './browser.ts'

const TARGET_KB = 350
/** Names of chunks that only some rooms need, and words that no other file has. */
const LATER = { editor: 'cm-content', plot: 'u-over' } as const

export async function scriptBytes(browser: Browser, program: Program): Promise<Line[]> {
  const page = await newPage(browser)
  const scripts: Promise<Buffer>[] = []
  page.on('response', (response) => {
    if (response.request().resourceType() === 'script') scripts.push(response.body())
  })
  await openList(page, program)
  await page.waitForLoadState('load')
  const bodies = await Promise.all(scripts)
  await page.context().close()
  const kilobytes = bodies.reduce((sum, body) => sum + gzipSync(body).length, 0) / 1000
  const early = Object.values(LATER).filter((word) => bodies.some((body) => body.includes(word)))
  return [
    { what: 'page: JavaScript of the first load, gzip', unit: 'KB', ours: [kilobytes], target: { text: `< ${TARGET_KB} KB`, met: kilobytes < TARGET_KB } },
    { what: 'page: editor or plot in the first load', unit: '', ours: [early.length], target: { text: 'none', met: early.length === 0 } },
  ]
}
