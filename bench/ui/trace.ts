/** What a page's main thread did, and which frames were shown, from the browser's own tracing. */
import { once } from 'node:events'
import type { Browser, CDPSession, Page } from '@playwright/test'

export interface Task {
  /** From the start of what was traced, ms. */
  readonly at: number
  readonly wallMs: number
  /** What the thread itself used of the processor: others on the machine have no part in it. */
  readonly cpuMs: number
}

export interface Trace {
  readonly ms: number
  readonly tasks: readonly Task[]
  /** That had something to show. */
  readonly frames: number
  /** Of these, not shown at all, while something moved. */
  readonly dropped: number
}

interface TraceEvent {
  readonly name: string
  readonly ph: string
  readonly pid: number
  readonly tid: number
  /** Microseconds. */
  readonly ts: number
  readonly dur?: number
  readonly tdur?: number
  readonly args: { readonly frame_reporter?: FrameReport }
}

/** One frame has more than one where what scrolls by itself was shown before what scripts drew. */
interface FrameReport {
  readonly state: 'STATE_NO_UPDATE_DESIRED' | 'STATE_PRESENTED_ALL' | 'STATE_PRESENTED_PARTIAL' | 'STATE_DROPPED'
  readonly frame_sequence: number
  readonly affects_smoothness?: boolean
}

const CATEGORIES = ['blink.user_timing', 'disabled-by-default-devtools.timeline', 'disabled-by-default-devtools.timeline.frame']
/** A minute of all of this is a third of it. */
const BUFFER_KB = 400_000
const [BEGIN, END] = ['bench-begin', 'bench-end']

/** Traces what the page does while `run` goes on. */
export async function traced(browser: Browser, page: Page, run: () => Promise<void>): Promise<Trace> {
  const session = await browser.newBrowserCDPSession()
  const events: TraceEvent[] = []
  session.on('Tracing.dataCollected', ({ value }) => void events.push(...(value as unknown as TraceEvent[])))
  await session.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { recordMode: 'recordUntilFull', traceBufferSizeInKb: BUFFER_KB, includedCategories: CATEGORIES, excludedCategories: ['*'] } })
  await mark(page, BEGIN)
  await run()
  await mark(page, END)
  const complete = once(session as unknown as NodeJS.EventEmitter, 'Tracing.tracingComplete')
  await session.send('Tracing.end')
  const [{ dataLossOccurred }] = (await complete) as [{ dataLossOccurred: boolean }]
  await session.detach()
  if (dataLossOccurred) throw new Error('The trace is not complete: its buffer was full.')
  return read(events)
}

/** The marks tell which of the traced processes is the page's, and bound what counts. */
function read(events: readonly TraceEvent[]): Trace {
  const [begin, end] = [BEGIN, END].map((name) => events.find((event) => event.name === name))
  if (!begin || !end) throw new Error('The trace does not have the marks of the page.')
  const own = events.filter(({ pid, ts }) => pid === begin.pid && ts >= begin.ts && ts < end.ts)
  const tasks = own
    .filter(({ name, ph, tid }) => name === 'RunTask' && ph === 'X' && tid === begin.tid)
    .map(({ ts, dur = 0, tdur = 0 }) => ({ at: (ts - begin.ts) / 1000, wallMs: dur / 1000, cpuMs: tdur / 1000 }))
  const reports = own.flatMap(({ name, ph, args }) => (name === 'PipelineReporter' && ph === 'b' && args.frame_reporter ? [args.frame_reporter] : [])).filter(({ state }) => state !== 'STATE_NO_UPDATE_DESIRED')
  const frames = [...Map.groupBy(reports, ({ frame_sequence }) => frame_sequence).values()]
  const dropped = frames.filter((frame) => frame.every(({ state }) => state === 'STATE_DROPPED') && frame.some(({ affects_smoothness }) => affects_smoothness))
  return { ms: (end.ts - begin.ts) / 1000, tasks, frames: frames.length, dropped: dropped.length }
}

const mark = (page: Page, name: string): Promise<unknown> => page.evaluate(`performance.mark('${name}')`)

/** The longest task, by either measure, in ms. */
export const longest = (tasks: readonly Task[], by: 'wallMs' | 'cpuMs'): number => Math.max(0, ...tasks.map((task) => task[by]))

/** What scripts and documents hold once everything that can go is gone, bytes. */
export async function heap(session: CDPSession): Promise<number> {
  // Twice: what is let go of by the first may hold others.
  for (let i = 0; i < 2; i++) await session.send('HeapProfiler.collectGarbage')
  return (await session.send('Runtime.getHeapUsage')).usedSize
}
