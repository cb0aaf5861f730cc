/**
 * More than a thousand changes a second while the page shows the newest: what that costs the page, and whether it tells the truth at the end.
 * Each is of a delivery that is made, sent and acknowledged.
 */
import type { Browser, Page } from '@playwright/test'
import type { Line } from '../parts/figures.ts'
import { fire } from '../parts/members.ts'
import { idle, type Program } from '../parts/program.ts'
import { newPage, openList, shownRows } from './browser.ts'
import { heap, longest, traced } from './trace.ts'

const SECONDS = Number(process.env['BENCH_FLOOD_S'] ?? 60)
const WARM_SECONDS = 5
/** Changes a second that there have to be. */
const CHANGES = 1_000
/** Deliveries: each is changed three or four times. */
const PER_SECOND = Number(process.env['BENCH_FLOOD_RATE'] ?? 320)
const STEP_MS = 25
const TASK_MS = 50
const FLAT = 1.1
/** How soon after the last change the page has to be right. */
const RIGHT_MS = 1_000

export async function flood(browser: Browser, program: Program, say: (text: string) => void): Promise<Line[]> {
  const page = await newPage(browser)
  await openList(page, program)
  const session = await page.context().newCDPSession(page)
  await pour(program, WARM_SECONDS)
  await idle(program)
  await right(page, program)
  const before = await heap(session)
  const seqBefore = await seqOf(program)
  const trace = await traced(browser, page, () => pour(program, SECONDS))
  await idle(program)
  const rightMs = await right(page, program)
  const changes = ((await seqOf(program)) - seqBefore) / (trace.ms / 1000)
  const after = await heap(session)
  await page.context().close()

  // A figure for each tenth, so that what grows is seen to grow.
  const tenths = Array.from({ length: 10 }, (_, i) => trace.tasks.filter(({ at }) => Math.floor((at * 10) / trace.ms) === i))
  const most = (by: 'wallMs' | 'cpuMs'): number[] => tenths.map((tasks) => longest(tasks, by))
  const long = (by: 'wallMs' | 'cpuMs'): number => trace.tasks.filter((task) => task[by] > TASK_MS).length
  const busy = (100 * trace.tasks.reduce((sum, { cpuMs }) => sum + cpuMs, 0)) / trace.ms
  say(`ui, flood: ${changes.toFixed(0)} changes/s, longest task ${longest(trace.tasks, 'cpuMs').toFixed(1)} ms CPU, ${longest(trace.tasks, 'wallMs').toFixed(1)} wall, busy ${busy.toFixed(0)} %, ${trace.frames} frames`)
  return [
    { what: `page, flood of ${SECONDS} s: changes on record`, unit: '/s', ours: [changes], target: { text: `at least ${CHANGES}`, met: changes >= CHANGES } },
    { what: 'page, flood: longest task, CPU, by tenths', unit: 'ms', ours: most('cpuMs') },
    { what: 'page, flood: longest task, wall, by tenths', unit: 'ms', ours: most('wallMs') },
    { what: `page, flood: tasks over ${TASK_MS} ms, CPU`, unit: '', ours: [long('cpuMs')], target: { text: 'none', met: long('cpuMs') === 0 } },
    { what: `page, flood: tasks over ${TASK_MS} ms, wall`, unit: '', ours: [long('wallMs')] },
    { what: 'page, flood: main thread busy', unit: '%', ours: [busy] },
    { what: 'page, flood: heap after, against before', unit: 'MB', ours: [after / 2 ** 20], baseline: [before / 2 ** 20], target: { text: `<= ${FLAT}`, met: after <= FLAT * before } },
    { what: 'page, flood: right after the last change', unit: 'ms', ours: [rightMs], target: { text: `< ${RIGHT_MS} ms`, met: rightMs < RIGHT_MS } },
  ]
}

/** Fires at this rate, whatever a call takes. */
async function pour(program: Program, seconds: number): Promise<void> {
  const begun = performance.now()
  for (let fired = 0; fired < seconds * PER_SECOND; ) {
    const due = Math.min(seconds * PER_SECOND, Math.floor(((performance.now() - begun) * PER_SECOND) / 1000))
    if (due > fired) await fire(program, due - fired)
    fired = Math.max(fired, due)
    await new Promise((resolve) => setTimeout(resolve, STEP_MS))
  }
}

/** Milliseconds until the page shows what the API says: the count of each status, and the newest in their order, acknowledged. */
async function right(page: Page, { client }: Program): Promise<number> {
  const begun = performance.now()
  for (;;) {
    const [{ deliveries }, { items }] = await Promise.all([client.call('getStatus'), client.call('listDeliveries', { query: { limit: 20 } })])
    const counts = Object.values(deliveries).filter((n) => n > 0).map((n) => n.toLocaleString('en-US'))
    const text = await page.getByRole('region', { name: 'Overview' }).innerText()
    const rows = await shownRows(page)
    const same = counts.every((n) => text.includes(n)) && items.every(({ id, status }, i) => rows[i]?.id === id && rows[i].text.includes(status))
    if (same) return performance.now() - begun
    if (performance.now() - begun > 60_000) throw new Error(`The page does not come to show what is stored: ${counts.join()} is not in ${JSON.stringify(text)}, or ${rows.slice(0, 3).map(({ id }) => id).join()} is not ${items.slice(0, 3).map(({ id }) => id).join()}.`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

const seqOf = async ({ client }: Program): Promise<number> => (await client.call('listDeliveries', { query: { limit: 1 } })).seq
