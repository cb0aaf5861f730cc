/** Plays the steps of a scenario on a workspace, through the control API alone. */
import type { Answered } from '#contract/api.ts'
import type { DeliverySummary } from '#contract/delivery.ts'
import { ProblemError } from '#contract/problem.ts'
import { providerOf, type Scenario, type Step, type StepReport } from '#contract/scenario.ts'
import { msText } from '#contract/quantity-text.ts'
import type { Client } from './http.ts'

/** A workspace on which the inboxes and registrations of a scenario are. */
export interface Stage {
  readonly client: Client
  /** Ids of its registrations, by their names in the scenario. */
  readonly registrations: Readonly<Record<string, string>>
}

export interface Watching {
  /** After each step, those skipped included. */
  readonly onStep?: (report: Omit<StepReport, 'line'>, at: number) => void
  readonly signal?: AbortSignal
}

/** A step that did not come out as it says. */
class Unmet extends Error {}

/**
 * Ends with the first step that fails: what follows it rests on it.
 * @throws UnreachableError when the workspace is gone, and the signal's reason.
 */
export async function play(stage: Stage, scenario: Scenario, { onStep, signal }: Watching = {}): Promise<Omit<StepReport, 'line'>[]> {
  const take = createSteps(stage, scenario, signal)
  const reports: Omit<StepReport, 'line'>[] = []
  let failed = false
  for (const [at, step] of scenario.steps.entries()) {
    const name = step.name ?? titleOf(step)
    const begun = performance.now()
    let message: string | null = null
    if (!failed) {
      try {
        await take(step)
      } catch (error) {
        if (!(error instanceof Unmet || error instanceof ProblemError)) throw error
        ;({ message } = error)
      }
    }
    const now = failed ? null : (await stage.client.call('getClock', { signal })).now
    const report = { name, status: failed ? 'skipped' : message === null ? 'passed' : 'failed', message, at: now, ms: failed ? 0 : performance.now() - begun } as const
    failed ||= message !== null
    reports.push(report)
    onStep?.(report, at)
  }
  return reports
}

function createSteps({ client, registrations }: Stage, scenario: Scenario, signal: AbortSignal | undefined): (step: Step) => Promise<void> {
  const made = new Map<string, DeliverySummary[]>()
  const patienceMs = scenario.patience
  const nameOf = (id: string): string => Object.keys(registrations).find((name) => registrations[name] === id) ?? id

  // A scenario names nothing that is not in it.
  const idOf = (name: string): string => registrations[name] ?? ''
  const deliveriesOf = (label: string): DeliverySummary[] => made.get(label) ?? []
  async function address(url: string): Promise<string> {
    const [, name, rest = ''] = /^inbox:([^/?#]*)(.*)$/s.exec(url) ?? []
    return name === undefined ? url : `${(await client.call('getInbox', { params: { id: name }, signal })).url ?? ''}${rest}`
  }

  const remember = (label: string | undefined, deliveries: readonly DeliverySummary[]): void => void (label !== undefined && made.set(label, [...deliveries]))

  return async (step) => {
    if ('fire' in step) {
      const { fire: trigger, data, times, registration, reaches } = step
      const params = { provider: providerOf(scenario, step) ?? '' }
      const fired = await client.call('fireEvent', { params, body: { trigger, data, times, registrationId: registration === undefined ? undefined : idOf(registration) }, signal })
      const wrong = reaches === undefined ? fired.deliveryCount === 0 : fired.deliveryCount !== reaches
      if (wrong) throw new Unmet(unreached(fired, reaches, nameOf))
      remember(step.as, fired.deliveries)
    } else if ('answer' in step) {
      if (step.held) await answerHeld(step)
      else await client.call('changeInbox', { params: { id: step.answer }, body: { respond: step.with }, signal })
    } else if ('advance' in step) {
      const { advance } = step
      const body = typeof advance === 'number' ? { ms: advance } : typeof advance === 'string' ? { to: advance } : advance
      await client.call('advanceClock', { body: { ...body, patienceMs }, signal })
    } else if ('expect' in step) {
      const { expect: inbox, where, sequence, count, within } = step
      const { met, message } = await client.call('expect', { body: { inbox, where, sequence, count, withinMs: within, patienceMs }, signal })
      if (!met) throw new Unmet(message ?? 'It was not met.')
    } else if ('settled' in step) await settled(step)
    else if ('change' in step) {
      const { change, name: _, url, ...body } = step
      await client.call('changeRegistration', { params: { id: idOf(change) }, body: { ...body, ...(url !== undefined && { url: await address(url) }) }, signal })
    } else if ('sync' in step) await client.call('createSync', { body: { registrationId: idOf(step.sync), intervalMs: step.interval, batchSize: step.batch }, signal })
    else {
      const { replay, name: _, as: label, target, ...options } = step
      const body = { ...options, ...(target !== undefined && { target: await address(target) }) }
      const again: DeliverySummary[] = []
      for (const { id } of deliveriesOf(replay)) again.push(await client.call('replayDelivery', { params: { id }, body, signal }))
      remember(label, again)
    }
  }

  async function settled({ settled: label, registration, status, attempts, outcome, code, within }: Extract<Step, { settled: string }>): Promise<void> {
    const meant = registration === undefined ? undefined : idOf(registration)
    const deliveries = deliveriesOf(label).filter((one) => meant === undefined || one.registrationId === meant)
    if (deliveries.length === 0) throw new Unmet(`Nothing of ${label} went to ${registration ?? 'anybody'}.`)
    for (const { id } of deliveries) {
      const { settled: over, message, delivery } = await client.call('settleDelivery', { params: { id }, body: { withinMs: within, patienceMs }, signal })
      if (!over) throw new Unmet(message ?? `${id} is not settled.`)
      const wrong = [
        differs('status', status, delivery.status),
        differs('attempts', attempts, delivery.attemptCount),
        differs('outcome', outcome, delivery.lastOutcome),
        differs('code', code, delivery.lastStatusCode),
      ].filter((one) => one !== null)
      if (wrong.length === 0) continue
      const ended = delivery.lastError === null ? '' : ` Its last attempt: ${delivery.lastError}`
      throw new Unmet(`${id} to ${nameOf(delivery.registrationId)}: ${wrong.join(', ')}.${ended}`)
    }
  }

  async function answerHeld({ answer: inbox, with: [first] }: Extract<Step, { answer: string }>): Promise<void> {
    const { items } = await client.call('listCaptures', { params: { id: inbox }, query: { limit: 500 }, signal })
    const waiting = items.findLast((capture) => capture.open && capture.did?.startsWith('hold'))
    if (!waiting || !first) throw new Unmet(`No request waits at ${inbox} to be answered by hand: let it answer \`hold\`, and expect the request before this step.`)
    await client.call('answerCapture', { params: { id: waiting.id }, body: { answer: first }, signal })
  }
}

const differs = (what: string, expected: string | number | undefined, found: string | number | null): string | null =>
  expected === undefined || expected === found ? null : `${what} is ${found ?? 'none'}, not ${expected}`

function unreached({ deliveryCount, skipped, event }: Answered<'fireEvent'>, reaches: number | undefined, nameOf: (id: string) => string): string {
  if (deliveryCount > 0) return `${event.trigger} went to ${deliveryCount}, not to ${reaches}.`
  const why = skipped.map(({ registrationId, reason }) => `${nameOf(registrationId)} gets nothing: ${reason}`)
  return [`${event.trigger} went to nobody${why.length === 0 ? ': nothing is registered for it.' : ':'}`, ...why].join('\n')
}

/** What a step does, in a line. */
export function titleOf(step: Step): string {
  if ('fire' in step) return `fire ${step.fire}${step.times > 1 ? ` x${step.times}` : ''}${step.registration === undefined ? '' : ` to ${step.registration}`}`
  if ('answer' in step) return step.held ? `answer the request that waits at ${step.answer}` : `answer otherwise at ${step.answer}`
  if ('advance' in step) return `advance ${typeof step.advance === 'number' ? `by ${msText(step.advance)}` : `to ${typeof step.advance === 'string' ? step.advance : step.advance.to}`}`
  if ('expect' in step) return `expect ${wanted(step)} at ${step.expect}`
  if ('settled' in step) return `${step.settled} is ${step.status ?? 'settled'}${step.attempts === undefined ? '' : ` after ${step.attempts} ${step.attempts === 1 ? 'attempt' : 'attempts'}`}`
  if ('change' in step) return `change ${step.change}`
  if ('sync' in step) return `sync ${step.sync}`
  return `replay ${step.replay}`
}

function wanted({ count, sequence }: Extract<Step, { expect: string }>): string {
  if (sequence) return `${sequence.length} in order`
  const { min = 0, max = Infinity } = typeof count === 'object' ? count : { min: count ?? 1, max: count ?? Infinity }
  const number = max === 0 ? 'none' : min === max ? String(min) : max === Infinity ? `at least ${min}` : `${min} to ${max}`
  return number
}
