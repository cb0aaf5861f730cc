import type { Command } from 'commander'
import type { Retention } from '#contract/retention.ts'
import { talksToInstance, withInstance, type ConnectOptions } from './connect.ts'
import { ageMs, orNone, whole } from './option-values.ts'
import { renderFields } from './table.ts'
import type { Terminal } from './terminal.ts'
import { visibleJson } from './text.ts'

interface RetentionOptions extends ConnectOptions {
  /** Infinity: without a limit. */
  readonly maxAge?: number
  readonly maxDeliveries?: number
  readonly maxCaptures?: number
}

const count = orNone(whole(1, 1_000_000_000))
export function addRetention(program: Command, terminal: Terminal): void {
  const command = program
    .command('retention')
    .summary('how much is kept')
    .description('Shows how much is kept, and changes it. What is over goes, the oldest first; what waits or is under way stays.')
    .option('--max-age <age>', 'such as 12h or 30d, by the clock of the workspace; none: however old', orNone(ageMs))
    .option('--max-deliveries <n>', 'with their attempts and events; none: however many', count)
    .option('--max-captures <n>', 'of all inboxes together; none: however many', count)
    .action(({ maxAge, maxDeliveries, maxCaptures, ...connect }: RetentionOptions) =>
      withInstance(connect, async (client) => {
        const change = { maxAgeMs: limitOf(maxAge), maxDeliveries: limitOf(maxDeliveries), maxCaptures: limitOf(maxCaptures) }
        const asked = Object.values(change).some((value) => value !== undefined)
        show(terminal, asked ? await client.call('changeRetention', { body: change }) : await client.call('getRetention'), connect)
      }),
    )
  talksToInstance(command)
}

const limitOf = (value: number | undefined): number | null | undefined => (value === Infinity ? null : value)

function show(terminal: Terminal, retention: Retention, options: ConnectOptions): void {
  if (options.json) return terminal.print(visibleJson(retention))
  const { maxAgeMs, maxDeliveries, maxCaptures } = retention
  terminal.print(
    renderFields(
      [
        ['Age', maxAgeMs === null ? 'however old' : `at most ${ageText(maxAgeMs)}`],
        ['Deliveries', maxDeliveries === null ? 'however many' : `the newest ${maxDeliveries}`],
        ['Captures', maxCaptures === null ? 'however many' : `the newest ${maxCaptures}`],
      ],
      terminal,
    ),
  )
}

function ageText(ms: number): string {
  const hours = ms / 3_600_000
  return hours >= 48 ? `${hours / 24} days` : hours >= 1 ? `${hours} hours` : `${ms / 1000} seconds`
}
