import { readFile } from 'node:fs/promises'
import { text as readAll } from 'node:stream/consumers'
import type { Command } from 'commander'
import type { Client } from '#client/http.ts'
import type { JsonObject } from '#contract/common.ts'
import type { EventCreate, Fired } from '#contract/delivery.ts'
import { parseJson } from '#contract/json-text.ts'
import { ProblemError } from '#contract/problem.ts'
import { talksToInstance, withInstance } from './connect.ts'
import type { ConnectOptions } from './connect.ts'
import { EXIT } from './exit-code.ts'
import { Failure } from './failure.ts'
import { didYouMean, whole } from './option-values.ts'
import { reportFired, reportFiredAndSettled, waits } from './report.ts'
import type { WaitOptions } from './report.ts'
import { assign, collectAssignments } from './set-values.ts'
import type { Assignment } from './set-values.ts'
import type { Terminal } from './terminal.ts'

interface TriggerOptions extends ConnectOptions, WaitOptions {
  readonly set?: readonly Assignment[]
  readonly body?: string
  readonly registration?: string
  readonly times: number
  readonly traceparent?: string
  readonly tracestate?: string
}

export function addTrigger(program: Command, terminal: Terminal): void {
  const command = program
    .command('trigger')
    .summary('raise an event')
    .description('Raises an event as the provider would, and so makes deliveries. Data that is not given comes from a sample, or from the stored document that it names.')
    .argument('<provider>', 'such as members')
    .argument('<trigger>', 'such as person.updated')
    .option('--set <path=value>', 'one value of the data, JSON or text; dots reach into objects (repeatable)', collectAssignments)
    .option('--body <file>', 'the data as a JSON object from a file, - for stdin; --set goes over it')
    .option('--registration <id>', 'only for this registration')
    .option('--traceparent <value>', 'the W3C trace that it belongs to: each attempt carries it on (no provider does)')
    .option('--tracestate <value>', 'goes with it')
    .option('--times <n>', 'raise it so many times', whole(1, 10_000), 1)
    .action((provider: string, trigger: string, options: TriggerOptions) => run(terminal, provider, trigger, options))
  waits(command)
  talksToInstance(command)
}

async function run(terminal: Terminal, provider: string, trigger: string, options: TriggerOptions): Promise<void> {
  const data = await dataOf(options)
  await withInstance(options, async (client) => {
    const { traceparent, tracestate } = options
    if (tracestate !== undefined && traceparent === undefined) throw new Failure(EXIT.usage, '--tracestate goes with a --traceparent.')
    const body = { ...(traceparent !== undefined && { trace: { traceparent, tracestate } }), trigger, ...(data && { data }), ...(options.registration && { registrationId: options.registration }) }
    try {
      if (!options.wait) {
        reportFired(terminal, await client.call('fireEvent', { params: { provider }, body: { ...body, times: options.times } }), options)
        return
      }
      await reportFiredAndSettled(terminal, client, (signal) => fireFollowed(client, provider, body, options.times, signal), options)
    } catch (error) {
      throw await withNames(client, provider, trigger, error)
    }
  })
}

/** Absent when neither flag is given: then the provider's sample is used as it is. */
async function dataOf({ set, body }: TriggerOptions): Promise<JsonObject | undefined> {
  if (body === undefined) return set && assign({}, set)
  let text: string
  try {
    text = body === '-' ? await readAll(process.stdin) : await readFile(body, 'utf8')
  } catch (cause) {
    throw new Failure(EXIT.usage, `--body: ${body} cannot be read: ${(cause as Error).message}`, { cause })
  }
  const parsed = readJson(text, body)
  if (!isObject(parsed)) throw new Failure(EXIT.usage, `--body: ${body} holds no JSON object: the data is one, such as {"personID": 1}.`)
  return assign(parsed, set ?? [])
}

/** Of what JSON can be. */
const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

function readJson(text: string, from: string): unknown {
  try {
    return parseJson(text)
  } catch (cause) {
    throw new Failure(EXIT.usage, `--body: ${from} is no JSON: ${(cause as Error).message}`, { cause })
  }
}

type Unrepeated = Omit<EventCreate, 'times'>

/** Raises the event in steps so small that each answer lists all of its deliveries: the API lists the first 100. */
async function fireFollowed(client: Client, provider: string, body: Unrepeated, times: number, signal: AbortSignal): Promise<Fired> {
  const { recipients } = await client.call('previewEvent', { params: { provider }, body, signal })
  if (recipients.length > LISTED) {
    throw new Failure(EXIT.usage, `${recipients.length} registrations would get it, and --wait follows ${LISTED} at most: name one with --registration, or leave --wait out.`)
  }
  const step = Math.max(1, Math.floor(LISTED / Math.max(1, recipients.length)))
  let all: Fired | undefined
  for (let left = times; left > 0; left -= step) {
    const fired = await client.call('fireEvent', { params: { provider }, body: { ...body, times: Math.min(step, left) }, signal })
    all = all ? joined(all, fired) : fired
  }
  return all as Fired
}

/** How many deliveries an answer of the API lists. */
const LISTED = 100

const joined = (a: Fired, b: Fired): Fired => ({
  ...a,
  events: a.events + b.events,
  deliveries: [...a.deliveries, ...b.deliveries],
  deliveryCount: a.deliveryCount + b.deliveryCount,
})

/** Adds the nearest name to a refusal, when it was a name that there is not. */
async function withNames(client: Client, provider: string, trigger: string, error: unknown): Promise<unknown> {
  if (!(error instanceof ProblemError) || (error.code !== 'not_found' && error.code !== 'invalid')) return error
  const providers = (await client.call('listProviders')).items.map(({ id }) => id)
  const missing = (word: string, names: readonly string[]) => new Failure(EXIT.usage, `${error.message} ${didYouMean(word, names)}`.trimEnd(), { cause: error })
  if (!providers.includes(provider)) return missing(provider, providers)
  const triggers = (await client.call('listTriggers', { params: { provider } })).items.map(({ name }) => name)
  return triggers.includes(trigger) ? error : missing(trigger, triggers)
}
