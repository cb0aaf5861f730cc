/**
 * Figures for Prometheus, in its text format 0.0.4. They are read when they are asked for: the engine counts, and nothing is registered,
 * collected or kept for a reader that may never come.
 */
import { statSync } from 'node:fs'
import { join } from 'node:path'
import type { Status } from '#contract/live.ts'
import { DURATION_BOUNDS, watchEventLoop, type Engine } from '#engine/engine.ts'
import type { RequestHandler } from 'express'

type Labels = Readonly<Record<string, string>>
type Sample = readonly [labels: Labels, value: number, suffix?: string]

const TYPE = 'text/plain; version=0.0.4; charset=utf-8'

export interface MetricsDeps {
  readonly engine: Pick<Engine, 'measures' | 'wall'>
  readonly status: () => Status
  /** Open live feeds. */
  readonly streams: () => number
}

export function createMetrics({ engine, status, streams }: MetricsDeps): RequestHandler {
  // Counts from the first reading on: before that nobody wants to know.
  let delay: ReturnType<typeof watchEventLoop> | undefined

  return (_request, response) => {
    delay ??= watchEventLoop()
    const { version, clock, queue, deliveries, captures, dataDir } = status()
    const { attempts, durations, captures: received } = engine.measures
    const { rss, heapUsed } = process.memoryUsage()
    const cpu = process.cpuUsage()
    const text = [
      family('hookwright_info', 'gauge', 'The program.', [[{ version }, 1]]),
      family('hookwright_deliveries', 'gauge', 'Deliveries that are stored, by status.', Object.entries(deliveries).map(([name, count]) => [{ status: name }, count])),
      family('hookwright_queue_waiting', 'gauge', 'Deliveries that wait for their turn or their retry.', [[{}, queue.waiting]]),
      family('hookwright_queue_in_flight', 'gauge', 'Attempts that wait for an answer.', [[{}, queue.inFlight]]),
      family('hookwright_sending_paused', 'gauge', '1 while no new call is begun.', [[{}, queue.paused ? 1 : 0]]),
      family('hookwright_attempts_total', 'counter', 'Attempts that ended since the start, by provider and outcome.', [...attempts.values()].map(({ provider, outcome, count }) => [{ provider, outcome }, count])),
      family('hookwright_attempt_duration_seconds', 'histogram', 'From the start of an attempt to its outcome, in the time of the workspace.', [...durations].flatMap(([provider, one]) => histogram(provider, one))),
      family('hookwright_captures', 'gauge', 'Received requests that are stored.', [[{}, captures]]),
      family('hookwright_captures_total', 'counter', 'Requests received since the start, by what became of their signature.', [[{ verdict: 'holds' }, received.holds], [{ verdict: 'fails' }, received.fails], [{ verdict: 'none' }, received.none]]),
      family('hookwright_live_feeds', 'gauge', 'Pages and programs that follow the changes.', [[{}, streams()]]),
      family('hookwright_clock_virtual', 'gauge', '1 while time stands still until it is moved.', [[{}, clock.mode === 'virtual' ? 1 : 0]]),
      family('hookwright_clock_offset_seconds', 'gauge', 'How far the clock is ahead of the machine.', [[{}, clock.offsetMs / 1000]]),
      family('hookwright_database_bytes', 'gauge', 'The database file and its log.', databaseFiles(dataDir)),
      family('process_cpu_seconds_total', 'counter', 'Time on a processor, user and system.', [[{}, (cpu.user + cpu.system) / 1e6]]),
      family('process_resident_memory_bytes', 'gauge', 'Resident memory.', [[{}, rss]]),
      family('process_start_time_seconds', 'gauge', 'When the process began, since 1970.', [[{}, engine.wall.now() / 1000 - process.uptime()]]),
      family('nodejs_heap_size_used_bytes', 'gauge', 'Used JavaScript heap.', [[{}, heapUsed]]),
      family('nodejs_eventloop_lag_seconds', 'gauge', 'How late the event loop was since the last reading.', [[{ quantile: '0.5' }, delay.late(50) / 1000], [{ quantile: '0.99' }, delay.late(99) / 1000]]),
    ].join('')
    delay.forget()
    response.set({ 'Content-Type': TYPE, 'Cache-Control': 'no-store' }).send(text)
  }
}

function histogram(provider: string, { classes, sum, count }: { classes: readonly number[]; sum: number; count: number }): Sample[] {
  let upTo = 0
  const buckets = DURATION_BOUNDS.map((bound, at): Sample => [{ provider, le: String(bound) }, (upTo += classes[at] ?? 0), '_bucket'])
  return [...buckets, [{ provider, le: '+Inf' }, count, '_bucket'], [{ provider }, sum, '_sum'], [{ provider }, count, '_count']]
}

function databaseFiles(dataDir: string): Sample[] {
  return ['hookwright.db', 'hookwright.db-wal'].flatMap((file): Sample[] => {
    const size = statSync(join(dataDir, file), { throwIfNoEntry: false })?.size
    return size === undefined ? [] : [[{ file }, size]]
  })
}

function family(name: string, type: 'gauge' | 'counter' | 'histogram', help: string, samples: readonly Sample[]): string {
  const lines = samples.map(([labels, value, suffix = '']) => `${name}${suffix}${labelText(labels)} ${value}\n`)
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`
}

function labelText(labels: Labels): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"')}"`)
  return parts.length === 0 ? '' : `{${parts.join(',')}}`
}
