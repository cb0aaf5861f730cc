/** What commands that make deliveries have in common: the flags to wait, and how they tell what came of it. */
import { Option } from 'commander'
import type { Command } from 'commander'
import type { Client } from '#client/http.ts'
import type { DeliverySummary, Fired } from '#contract/delivery.ts'
import { SETTLED } from '#contract/delivery-status.ts'
import { progressLine, renderDeliveries } from './delivery-view.ts'
import { EXIT } from './exit-code.ts'
import { progressBar } from './progress.ts'
import { durationMs } from './option-values.ts'
import { settle } from './settle.ts'
import type { Settlement } from './settle.ts'
import { noteStandingTime } from './standing-time.ts'
import type { Terminal } from './terminal.ts'
import { visible, visibleJson } from './text.ts'

/** Fewer settle before anybody could read how far they are. */
const MANY = 20

export interface WaitOptions {
  readonly wait?: boolean
  /** Milliseconds. */
  readonly timeout: number
  readonly json?: boolean
}

export function waits(command: Command): Command {
  return command
    .option('--wait', 'wait until nothing more will be sent: exit code 0 when all was acknowledged, 1 when not')
    .addOption(new Option('--timeout <duration>', 'how long --wait waits, such as 500ms or 2m; exit code 4 when the time is up').argParser(durationMs).default(30_000, '30s'))
}

/** What was raised, without waiting for what comes of it. */
export function reportFired(terminal: Terminal, fired: Fired, { json }: { json?: boolean }): void {
  if (json) return terminal.print(visibleJson(fired))
  tellRaised(terminal, fired)
  if (fired.deliveries.length > 0) terminal.print(renderDeliveries(fired.deliveries, terminal))
  if (fired.deliveryCount > fired.deliveries.length) terminal.note(`(the first ${fired.deliveries.length} of ${fired.deliveryCount})`)
}

/** Raises, waits until all is settled, tells what came of each, and sets the exit code. */
export async function reportFiredAndSettled(terminal: Terminal, client: Client, raise: (signal: AbortSignal) => Promise<Fired>, options: WaitOptions): Promise<void> {
  let fired: Fired | undefined
  const raiseAll = async (signal: AbortSignal): Promise<readonly DeliverySummary[]> => {
    fired = await raise(signal)
    if (!options.json) tellRaised(terminal, fired)
    return fired.deliveries
  }
  const settlement = await settleWithProgress(terminal, client, raiseAll, options)
  if (options.json) terminal.print(visibleJson({ ...fired, deliveries: settlement.deliveries }))
  else if (settlement.deliveries.length > 0) terminal.print(renderDeliveries(settlement.deliveries, terminal))
  await conclude(terminal, client, settlement, options)
}

/** The same for a single delivery that the API answers itself: a replay. */
export async function reportOneSettled(terminal: Terminal, client: Client, raise: (signal: AbortSignal) => Promise<DeliverySummary>, options: WaitOptions): Promise<void> {
  const settlement = await settleWithProgress(terminal, client, async (signal) => [await raise(signal)], options)
  terminal.print(options.json ? visibleJson(settlement.deliveries[0]) : renderDeliveries(settlement.deliveries, terminal))
  await conclude(terminal, client, settlement, options)
}

function settleWithProgress(terminal: Terminal, client: Client, raise: (signal: AbortSignal) => Promise<readonly DeliverySummary[]>, options: WaitOptions): Promise<Settlement> {
  const open = new Set<string>()
  const all = new Set<string>()
  return settle(client, raise, {
    timeoutMs: options.timeout,
    onChange: (delivery) => {
      all.add(delivery.id)
      if (SETTLED.has(delivery.status)) open.delete(delivery.id)
      else open.add(delivery.id)
      if (!options.json && all.size >= MANY) terminal.progress(open.size === 0 ? null : progressBar(all.size - open.size, all.size))
      if (!options.json && delivery.status === 'retrying') terminal.note(progressLine(delivery))
    },
  })
}

function tellRaised(terminal: Terminal, fired: Fired): void {
  const what = fired.events === 1 ? `${fired.event.trigger} (${fired.event.id})` : `${fired.event.trigger} ${fired.events} times (from ${fired.event.id} on)`
  const made = fired.deliveryCount === 0 ? 'nobody gets it' : fired.deliveryCount === 1 ? '1 delivery' : `${fired.deliveryCount} deliveries`
  terminal.note(visible(`Raised ${what}: ${made}.`))
  for (const { registrationId, reason } of fired.skipped) terminal.note(visible(`${registrationId} gets nothing: ${reason}`))
  for (const { path, message } of fired.warnings) terminal.note(visible(`Sent all the same, but unlike its schema: ${path === '' ? '' : `${path}: `}${message}`))
  if (fired.deliveryCount === 0 && fired.skipped.length === 0) {
    terminal.note(visible(`Nothing is registered for it; \`hookwright registrations add ${fired.event.provider} URL\` does that.`))
  }
}

async function conclude(terminal: Terminal, client: Client, { deliveries, settled }: Settlement, { timeout }: WaitOptions): Promise<void> {
  const counts = new Map<string, number>()
  for (const { status } of deliveries) counts.set(status, (counts.get(status) ?? 0) + 1)
  const summary = [...counts].map(([status, count]) => `${count} ${status}`).join(', ') || 'nothing was sent'
  if (!settled) {
    terminal.note(`Timed out after ${timeout / 1000} s: ${summary}.`)
    await noteStandingTime(terminal, client)
    process.exitCode = EXIT.timedOut
    return
  }
  terminal.note(`Settled: ${summary}.`)
  if (deliveries.length === 0 || deliveries.some(({ status }) => status !== 'acknowledged')) process.exitCode = EXIT.no
}
