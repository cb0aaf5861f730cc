/** How soon a page that nothing is cached for paints, and has rows, with everything stored, beside the same with ten. In turns, each load in a context of its own. */
import type { Browser } from '@playwright/test'
import { median, ratios, type Line } from '../parts/figures.ts'
import type { Program } from '../parts/program.ts'
import { newPage, openList } from './browser.ts'

const ROUNDS = 9
const TARGET = 1.1

interface Loaded {
  readonly paint: number
  readonly rows: number
}

/** Notes when the first row is part of a frame: the one after that in which it came to the document. */
const WATCH_ROWS = `new MutationObserver((_, observer) => {
  if (!document.querySelector('[role="row"][id^="delivery-"]')) return
  observer.disconnect()
  requestAnimationFrame(() => requestAnimationFrame(() => (window.benchRowsAt = performance.now())))
}).observe(document, { childList: true, subtree: true })`
const FIGURES = `(async () => {
  while (window.benchRowsAt === undefined) await new Promise(requestAnimationFrame)
  return { paint: performance.getEntriesByName('first-contentful-paint')[0].startTime, rows: window.benchRowsAt }
})()`

async function load(browser: Browser, program: Program): Promise<Loaded> {
  const page = await newPage(browser)
  await page.addInitScript(WATCH_ROWS)
  await openList(page, program)
  const loaded = await page.evaluate<Loaded>(FIGURES)
  await page.context().close()
  return loaded
}

/** @param stored how many deliveries `many` has, for the table. */
export async function loading(browser: Browser, many: Program, ten: Program, stored: number, say: (text: string) => void): Promise<Line[]> {
  const ours: Loaded[] = []
  const baseline: Loaded[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    // Who goes first is who meets a browser that has just thrown the last page away.
    const pair = round % 2 === 0 ? [await load(browser, many), await load(browser, ten)] : [await load(browser, ten), await load(browser, many)].reverse()
    const [of, beside] = pair as [Loaded, Loaded]
    say(`ui, load ${round} of ${ROUNDS}: paint ${of.paint.toFixed(0)} and ${beside.paint.toFixed(0)} ms, rows ${of.rows.toFixed(0)} and ${beside.rows.toFixed(0)} ms`)
    if (round === 0) continue
    ours.push(of)
    baseline.push(beside)
  }
  const line = (what: string, figure: (loaded: Loaded) => number): Line => {
    const [a, b] = [ours.map(figure), baseline.map(figure)]
    return { what: `page, ${stored} stored: ${what}`, unit: 'ms', ours: a, baseline: b, target: { text: `<= ${TARGET} x with ten`, met: median(ratios(a, b)) <= TARGET } }
  }
  return [line('first contentful paint', ({ paint }) => paint), line('first rows', ({ rows }) => rows)]
}
