/** `hookwright replay` without an id: many deliveries, by filter. */
import { readFileSync } from 'node:fs'
import { InvalidArgumentError, Option } from 'commander'
import type { Command } from 'commander'
import type { Client } from '#client/http.ts'
import { followLive } from '#client/live.ts'
import { parseJson } from '#contract/json-text.ts'
import type { JsonObject } from '#contract/common.ts'
import { DELIVERY_STATUSES } from '#contract/delivery-status.ts'
import type { CaptureFilter, Replay, ReplayPacing } from '#contract/replay.ts'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'
import { ageMs, durationMs, isoTime, namesOf } from './option-values.ts'
import { progressBar } from './progress.ts'
import type { WaitOptions } from './report.ts'
import { noteStandingTime } from './standing-time.ts'
import { renderFields } from './table.ts'
import type { Terminal } from './terminal.ts'
import { visible, visibleJson } from './text.ts'

export interface FilterOptions {
  readonly status?: string
  readonly provider?: string
  readonly trigger?: string
  readonly registration?: string
  readonly sync?: string
  readonly search?: string
  /** A moment, or ms before now. */
  readonly from?: string | number
  readonly to?: string | number
  readonly pace?: ReplayPacing
  readonly dryRun?: boolean
}

/** What a single replay and a run have in common. */
export interface SentAgain {
  readonly target?: string
  readonly registrationId?: string
  readonly resign: boolean
  readonly newIds: boolean
  readonly edit?: { merge: JsonObject }
}

/** `1h`: so long before now; else a time. */
const momentOf = (text: string): string | number => (/^[\d.]+[a-z]$/.test(text) ? ageMs(text) : isoTime(text))

function paceOf(text: string): ReplayPacing {
  if (text === 'fast' || text === 'step') return { kind: text }
  const [, factor] = /^original(?:x(\d+(?:\.\d+)?))?$/.exec(text) ?? []
  if (text === 'original' || (factor !== undefined && Number(factor) <= 1000)) return { kind: 'original', factor: Number(factor ?? 1) }
  try {
    return { kind: 'fixed', intervalMs: durationMs(text) }
  } catch (cause) {
    throw new InvalidArgumentError(`Write fast, step, original, original with a factor such as originalx0.5, or an interval such as 100ms. ${cause instanceof Error ? cause.message : ''}`)
  }
}

export function filters(command: Command): Command {
  return command
    .optionsGroup('Many, by filter, in place of an id:')
    .option('--status <status>', `one, or several with commas between: ${DELIVERY_STATUSES.join(', ')}`, namesOf(DELIVERY_STATUSES))
    .option('--provider <id>', 'such as members')
    .option('--trigger <name>', 'such as person.updated')
    .option('--registration <id>', 'such as reg_1')
    .option('--sync <id>', 'pushed by this full sync, such as syn_1')
    .option('--search <text>', 'words in the subject, trigger, message id, URL or data')
    .addOption(new Option('--from <time>', "created at or after: a time, or how long ago by the instance's clock, such as 1h").argParser(momentOf))
    .addOption(new Option('--to <time>', 'created before: likewise').argParser(momentOf))
}

/** And how a run of them goes. */
export function paced(command: Command): Command {
  return command
    .addOption(new Option('--pace <pace>', 'fast (default), 100ms between two, original gaps, originalx0.5, or step').argParser(paceOf))
    .option('--dry-run', 'only count them')
}

/** Those that say it is about deliveries, and all. */
const OF_DELIVERIES = ['status', 'provider', 'trigger', 'registration', 'sync', 'search'] as const
const FILTERS = [...OF_DELIVERIES, 'from', 'to'] as const

export const hasFilter = (options: FilterOptions): boolean => FILTERS.some((name) => options[name] !== undefined)
export const choosesDeliveries = (options: FilterOptions): boolean => OF_DELIVERIES.some((name) => options[name] !== undefined)

/** The merge patch in a file. */
export function readEdit(file: string): { merge: JsonObject } {
  try {
    const patch = parseJson(readFileSync(file, 'utf8'))
    if (typeof patch === 'object' && patch !== null && !Array.isArray(patch)) return { merge: patch as JsonObject }
  } catch (cause) {
    throw new Failure(EXIT.usage, `--edit ${file} can't be read as JSON: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
  throw new Failure(EXIT.usage, `--edit ${file} is no JSON object: write a merge patch such as {"surname": "Lee"}.`)
}

/** What the API takes for the filters. */
export async function filterOf(client: Client, options: FilterOptions) {
  const { status, provider, trigger, registration: registrationId, sync: syncId, search: q } = options
  return { status, provider, trigger, registrationId, syncId, q, ...(await momentsOf(client, options)) }
}

/** From and to by the instance's clock. */
export async function momentsOf(client: Client, { from, to }: FilterOptions): Promise<{ from?: string; to?: string }> {
  const now = typeof from === 'number' || typeof to === 'number' ? Date.parse((await client.call('getClock')).now) : 0
  const moment = (at: string | number | undefined): string | undefined => (typeof at === 'number' ? new Date(now - at).toISOString() : at)
  return { from: moment(from), to: moment(to) }
}

/** Deliveries by the options; captures where they are given. */
export async function replayMany(terminal: Terminal, client: Client, options: FilterOptions & WaitOptions, again: SentAgain, captures?: CaptureFilter): Promise<void> {
  const which = captures ? { captures } : { filter: await filterOf(client, options) }
  const begun = await client.call('createReplay', { body: { ...again, ...which, ...(options.pace && { pacing: options.pace }), dryRun: options.dryRun === true } })
  if (!begun.replay) return terminal.print(options.json ? visibleJson(begun) : `${begun.count}`)
  const last = options.wait ? await over(terminal, client, begun.replay, options) : begun.replay
  terminal.print(options.json ? visibleJson(last) : view(last, terminal))
  if (options.wait && (last.status !== 'done' || last.failed + last.skipped > 0 || last.total === 0)) {
    throw new Failure(EXIT.no, `${last.id} is ${last.status}: ${last.acknowledged} acknowledged, ${last.failed} not, ${last.skipped} could not be replayed.`)
  }
}

/** The run once it is over. The feed is followed, nothing is asked again and again. */
async function over(terminal: Terminal, client: Client, begun: Replay, { timeout, json }: WaitOptions): Promise<Replay> {
  const signal = AbortSignal.timeout(timeout)
  let last = begun
  await noteStandingTime(terminal, client)
  for await (const message of followLive(client, { signal })) {
    if (message.event === 'hello') last = await client.call('getReplay', { params: { id: begun.id }, signal })
    if (message.event === 'changes') {
      for (const change of message.data.changes) if (change.kind === 'replay' && change.op === 'put' && change.id === begun.id) last = change.item
    }
    if (!json) terminal.progress(progressBar(last.acknowledged + last.failed + last.skipped, last.total, last.leftMs))
    if (last.status === 'done' || last.status === 'cancelled') {
      terminal.progress(null)
      return last
    }
  }
  throw new Failure(EXIT.timedOut, `${begun.id} was not over in time: ${last.made} of ${last.total} made, ${last.acknowledged} acknowledged, ${last.waiting} waiting.`)
}

export function view(run: Replay, terminal: Terminal): string {
  if (terminal.mode === 'quiet') return run.id
  const { same, fixed, worse, different } = run.verdicts
  return renderFields(
    [
      ['Replay', visible(run.id), 'strong'],
      ['Status', run.status],
      ['Made', `${run.made} of ${run.total}${run.selected ? '' : ' or more'}`],
      ['Skipped', String(run.skipped)],
      ['Sent', String(run.sent)],
      ['Acknowledged', String(run.acknowledged)],
      ['Waiting', String(run.waiting)],
      ['Failed', String(run.failed)],
      ['Beside last time', `${same} same, ${fixed} fixed, ${worse} worse, ${different} different`],
      ['Left', run.leftMs ? `${Math.ceil(run.leftMs / 1000)} s` : undefined],
    ],
    terminal,
  )
}
