import { Option, type Command } from 'commander'
import type { Client } from '#client/http.ts'
import { followLive } from '#client/live.ts'
import type { Sync } from '#contract/sync.ts'
import { talksToInstance, withInstance } from './connect.ts'
import type { ConnectOptions } from './connect.ts'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'
import { durationMs, whole } from './option-values.ts'
import { progressBar } from './progress.ts'
import { noteStandingTime } from './standing-time.ts'
import { renderFields } from './table.ts'
import type { Terminal } from './terminal.ts'
import { visible, visibleJson } from './text.ts'

interface SyncOptions extends ConnectOptions {
  readonly interval?: number
  readonly batch: number
  readonly wait?: boolean
  readonly timeout: number
}
const ORDERS = { pause: 'pauseSync', resume: 'resumeSync', cancel: 'cancelSync' } as const
type Order = keyof typeof ORDERS

export function addSync(program: Command, terminal: Terminal): void {
  const command = program
    .command('sync')
    .summary('push everything that a registration may see')
    .description('Begins a full sync of a registration (reg_1), or shows or steers one that is there (syn_1).')
    .argument('<registration>', 'a registration such as reg_1, to begin; or a sync such as syn_1, to look at')
    .addOption(new Option('--interval <duration>', "least time between the starts of two requests, such as 20ms; 0 for none (default: the registration's own)").argParser((text) => (text === '0' ? 0 : durationMs(text))))
    .option('--batch <n>', 'documents in a message', whole(1, 1000), 1)
    .option('--wait', 'until it is over; the exit code says whether everything was acknowledged')
    .option('--timeout <duration>', 'how long --wait waits', durationMs, 600_000)
    .addOption(new Option('--do <order>', 'what to do with a sync').choices(Object.keys(ORDERS)))
    .action((id: string, options: SyncOptions & { do?: Order }) => withInstance(options, (client) => run(terminal, client, id, options)))
  talksToInstance(command)
}

async function run(terminal: Terminal, client: Client, id: string, options: SyncOptions & { do?: Order }): Promise<void> {
  const begins = id.startsWith('reg_')
  if (begins && options.do) throw new Failure(EXIT.usage, `--do takes the id of a sync, such as syn_1: ${id} is a registration.`)
  const sync = begins ? await begin(client, id, options) : await client.call(options.do ? ORDERS[options.do] : 'getSync', { params: { id } })
  const last = options.wait ? await over(terminal, client, sync, options) : sync
  terminal.print(options.json ? visibleJson(last) : view(last, terminal))
  if (options.wait && (last.status !== 'done' || last.failed > 0)) {
    throw new Failure(EXIT.no, `${last.id} is ${last.status}: ${last.acknowledged} acknowledged, ${last.failed} not.`)
  }
}

const begin = (client: Client, registrationId: string, { interval, batch }: SyncOptions): Promise<Sync> =>
  client.call('createSync', { body: { registrationId, batchSize: batch, ...(interval !== undefined && { intervalMs: interval }) } })

/** The sync once it is over. The feed is followed, nothing is asked again and again. */
async function over(terminal: Terminal, client: Client, sync: Sync, { timeout, json }: SyncOptions): Promise<Sync> {
  const signal = AbortSignal.timeout(timeout)
  let last = sync
  await noteStandingTime(terminal, client)
  for await (const message of followLive(client, { signal })) {
    if (message.event === 'hello') last = await client.call('getSync', { params: { id: sync.id }, signal })
    if (message.event === 'changes') {
      for (const change of message.data.changes) if (change.kind === 'sync' && change.op === 'put' && change.id === sync.id) last = change.item
    }
    if (!json) terminal.progress(progressBar(last.acknowledged + last.failed, last.total - last.skipped, last.leftMs))
    if (last.status === 'done' || last.status === 'cancelled') {
      terminal.progress(null)
      return last
    }
  }
  throw new Failure(EXIT.timedOut, `${sync.id} was not over in time: ${last.acknowledged} acknowledged, ${last.waiting} waiting.`)
}

function view(sync: Sync, terminal: Terminal): string {
  if (terminal.mode === 'quiet') return sync.id
  const percent = `${Math.floor(sync.progress * 100)} % of ${sync.total}`
  const pace = sync.ratePerSecond === null ? undefined : `${sync.ratePerSecond.toFixed(1)}/s${sync.leftMs ? `, ${Math.ceil(sync.leftMs / 1000)} s left` : ''}`
  return renderFields(
    [
      ['Sync', visible(`${sync.id} of ${sync.registrationId}`), 'strong'],
      ['Status', sync.status],
      ['Progress', percent],
      ['Sent', `${sync.sent} of ${sync.messages} messages`],
      ['Acknowledged', String(sync.acknowledged)],
      ['Waiting', String(sync.waiting)],
      ['Failed', String(sync.failed)],
      ['Not visible', String(sync.skipped)],
      ['Interval', `${sync.intervalMs} ms`],
      ['Pace', pace],
    ],
    terminal,
  )
}
