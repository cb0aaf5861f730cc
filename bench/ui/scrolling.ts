/** Scrolling the list through many pages that are read on the way, beside a plain list of as many rows that no script has a part in. */
import type { Browser, Page } from '@playwright/test'
import { median, type Line } from '../parts/figures.ts'
import type { Program } from '../parts/program.ts'
import { VIEWPORT, newPage, openList } from './browser.ts'
import { longest, traced, type Trace } from './trace.ts'

const ROUNDS = 5
/** CSS pixels, and those per second: a hundred rows, as fast as a wheel is spun by hand. */
const [FAR, SPEED] = [24_000, 3_000] as const
const TASK_MS = 50

const PLAIN = `<div style="height:100vh;overflow:auto;background:white;font:13px sans-serif">${Array.from({ length: 2_000 }, (_, i) => `<div style="height:28px">row ${i}</div>`).join('')}</div>`

export async function scrolling(browser: Browser, program: Program, say: (text: string) => void): Promise<Line[]> {
  const ours: Trace[] = []
  const baseline: Trace[] = []
  const reached: number[] = []
  for (let round = 0; round <= ROUNDS; round++) {
    const page = await newPage(browser)
    await openList(page, program)
    const of = await scrolled(browser, page)
    const got = await page.evaluate<number>(`document.querySelector('[role="grid"]').scrollTop`)
    await page.context().close()
    const plain = await newPage(browser)
    await plain.setContent(PLAIN)
    const beside = await scrolled(browser, plain)
    await plain.context().close()
    say(`ui, scroll ${round} of ${ROUNDS}: ${words(of)}; plain: ${words(beside)}`)
    if (round === 0) continue
    reached.push((100 * got) / FAR)
    ours.push(of)
    baseline.push(beside)
  }
  const share = (traces: readonly Trace[]): number[] => traces.map(({ dropped, frames }) => (100 * dropped) / frames)
  const most = (traces: readonly Trace[], by: 'wallMs' | 'cpuMs'): number[] => traces.map(({ tasks }) => longest(tasks, by))
  const cpu = most(ours, 'cpuMs')
  return [
    { what: 'page, scrolling: frames dropped', unit: '%', ours: share(ours), baseline: share(baseline), target: { text: 'no more than 1 above a plain list', met: median(share(ours)) <= median(share(baseline)) + 1 } },
    { what: 'page, scrolling: rows were there before the reader', unit: '%', ours: reached, target: { text: 'at least 99', met: median(reached) >= 99 } },
    { what: 'page, scrolling: longest task, CPU', unit: 'ms', ours: cpu, baseline: most(baseline, 'cpuMs'), target: { text: `< ${TASK_MS} ms`, met: median(cpu) < TASK_MS } },
    { what: 'page, scrolling: longest task, wall', unit: 'ms', ours: most(ours, 'wallMs'), baseline: most(baseline, 'wallMs') },
  ]
}

/** By the wheel, as the browser itself makes its events: at the pace of its frames. */
async function scrolled(browser: Browser, page: Page): Promise<Trace> {
  const session = await page.context().newCDPSession(page)
  return traced(browser, page, async () => {
    await session.send('Input.synthesizeScrollGesture', { x: VIEWPORT.width * 0.4, y: VIEWPORT.height / 2, yDistance: -FAR, speed: SPEED, gestureSourceType: 'mouse', preventFling: true })
  })
}

const words = ({ frames, dropped, tasks, ms }: Trace): string => `${dropped} of ${frames} frames dropped in ${(ms / 1000).toFixed(1)} s, longest task ${longest(tasks, 'cpuMs').toFixed(1)} ms CPU, ${longest(tasks, 'wallMs').toFixed(1)} wall`
