/**
 * Examines a receiver as a provider would meet it: whether it can be reached, what it answers, in what time, and to what it should not. Goes
 * through the control API alone, on a workspace that is there for it.
 */
import type { Call } from '#contract/api.ts'
import type { DeliverySummary } from '#contract/delivery.ts'
import type { Finding } from '#contract/examination.ts'
import { generate } from '#contract/generate.ts'
import { msText } from '#contract/quantity-text.ts'
import type { ProviderInfo } from '#contract/provider.ts'
import type { Registration } from '#contract/registration.ts'
import type { Client } from './http.ts'

export interface Examined {
  readonly provider: string
  readonly url: string
  /** What it verifies with; absent: nobody knows, and its verdict on signatures cannot be told from a wrong secret. */
  readonly secret?: string
  /** Default: the provider's first. */
  readonly trigger?: string
}

/** Of a message at a time, ms: longer than any provider waits. */
const PATIENCE_MS = 120_000
const AT_ONCE = 20
/** A receiver that takes longer than this part of the deadline will miss it on a bad day. */
const CLOSE = 0.5

type Told = Omit<Finding, 'id' | 'title'>
const ok = (message: string): Told => ({ verdict: 'ok', message, advice: null })
const warn = (message: string, advice: string): Told => ({ verdict: 'warn', message, advice })
const bad = (message: string, advice: string): Told => ({ verdict: 'bad', message, advice })
const skipped = (message: string): Told => ({ verdict: 'skipped', message, advice: null })

const ADVICE: Partial<Record<NonNullable<DeliverySummary['lastOutcome']>, string>> = {
  refused: 'Is the server running, and does it listen at that address and port?',
  dns_error: 'Is the name spelt right, and known to the DNS from here?',
  tls_error: 'A provider does not go past a certificate that does not hold: renew it, send the whole chain, or ask by the name that it is for.',
  timed_out: 'Answer first, and do the work afterwards.',
  reset: 'Something closed the connection before it answered: a crash, or a proxy with a shorter time limit.',
  protocol_error: 'What came back was no HTTP: is it another port, or one that speaks TLS?',
}

/** Tells of each finding as it is made, and answers all. @throws `ProblemError` where the provider does not take such a registration. */
export async function examine(client: Client, { provider, url, secret, trigger }: Examined, tell: (finding: Finding) => void = () => undefined): Promise<Finding[]> {
  const findings: Finding[] = []
  const find = (id: string, title: string, told: Told): Finding => {
    const finding = { id, title, ...told }
    findings.push(finding)
    tell(finding)
    return finding
  }
  const params = { provider }
  const info = await client.call('getProvider', { params })
  const { items: triggers } = await client.call('listTriggers', { params })
  const name = trigger ?? triggers[0]?.name ?? ''
  const field = info.verification?.fields.find((one) => one.secret)
  const key = field?.key
  const anyKey = (): string => (field?.generators?.[0] ? generate(field.generators[0]) : crypto.randomUUID())
  const given = key === undefined ? {} : { [key]: secret ?? anyKey() }
  const registration = await client.call('createRegistration', {
    body: { provider, url, settings: { ...given, ...(info.triggerKey !== null && { [info.triggerKey]: name }) } },
  })
  // What is asked is what it answers, not what becomes of it in the end.
  await client.call('changeRegistration', { params: { id: registration.id }, body: { policy: { maxAttempts: 1, disableCodes: [], throttleCodes: [], ordered: false, window: { kind: 'fixed', size: AT_ONCE } } } })

  const settled = async (id: string): Promise<DeliverySummary> => (await client.call('settleDelivery', { params: { id }, body: { withinMs: PATIENCE_MS } })).delivery
  const again = async (how: Call<'replayDelivery'>['body']): Promise<DeliverySummary> => settled((await client.call('replayDelivery', { params: { id: first?.id ?? '' }, body: how })).id)
  async function fire(times = 1): Promise<DeliverySummary[]> {
    const { deliveries } = await client.call('fireEvent', { params, body: { trigger: name, times, registrationId: registration.id } })
    return Promise.all(deliveries.map(({ id }) => settled(id)))
  }

  find('address', 'The provider would take the address', addressOf(registration, info))
  const [first] = await fire()
  if (!first) {
    find('reached', 'It is reached', bad(`${name} raises no delivery to it.`, 'Name another with --trigger.'))
    return findings
  }
  const reached = first.lastStatusCode !== null
  find('reached', 'It is reached', reached ? ok(`It answers, with ${first.lastStatusCode}.`) : bad(first.lastError ?? `The attempt ended as ${first.lastOutcome ?? 'nothing'}.`, ADVICE[first.lastOutcome ?? 'refused'] ?? ''))
  if (!reached) return findings

  const good = find('acknowledges', 'It acknowledges a genuine message', acknowledgement(first, registration, info, secret !== undefined)).verdict === 'ok'
  find('in-time', 'It answers in time', inTime([first], registration))
  if (!good) {
    for (const [id, title] of LATER) find(id, title, skipped('It acknowledges nothing yet.'))
    return findings
  }
  find(...LATER[0], await wrongKey())
  find(...LATER[1], await twice())
  find(...LATER[2], await unknown())
  find(...LATER[3], inTime(await fire(AT_ONCE), registration, AT_ONCE))
  return findings

  async function wrongKey(): Promise<Told> {
    if (key === undefined) return skipped(`${info.title} signs nothing: anybody who knows the address can send to it. Make it long and secret, or let only the provider's network in.`)
    const params = { id: registration.id }
    await client.call('changeRegistration', { params, body: { settings: { [key]: anyKey() } } })
    const [told] = await fire()
    await client.call('changeRegistration', { params, body: { settings: given } })
    if (told?.status !== 'acknowledged') return ok(`It answers ${told?.lastStatusCode ?? 'nothing'}.`)
    return bad(`It answers ${told.lastStatusCode ?? ''}, and so takes what anybody sends.`, 'Verify the signature of each message before anything is done with it, over the bytes as they came.')
  }

  async function twice(): Promise<Told> {
    const { status, lastStatusCode } = await again({})
    if (status === 'acknowledged') return ok(`It answers ${lastStatusCode ?? ''}. Whether it does the work only once, it alone knows: tell them apart by the message id.`)
    return bad(`It answers ${lastStatusCode ?? 'nothing'} to a message that it has had before.`, 'Acknowledge it again: a provider that missed the first answer sends it until one comes.')
  }

  async function unknown(): Promise<Told> {
    const { status, lastStatusCode } = await again({ newIds: true, edit: { merge: { aFieldOfTomorrow: 'x'.repeat(1000) } } })
    if (status === 'acknowledged') return ok(`It answers ${lastStatusCode ?? ''}.`)
    return warn(`It answers ${lastStatusCode ?? 'nothing'} when there is a field more.`, 'Let through what you do not know: providers add fields without saying so.')
  }
}

const LATER = [
  ['signature', 'It refuses a message that is signed with another key'],
  ['twice', 'It takes the same message twice'],
  ['unknown', 'It takes a field that it does not know'],
  ['at-once', `It takes ${AT_ONCE} at once`],
] as const

function addressOf({ differences }: Registration, { title }: ProviderInfo): Told {
  if (differences.length === 0) return ok('Nothing about it differs from what is taken in production.')
  return warn(differences.map(({ message, source }) => `${message} (${source})`).join(' '), `It is fine here; ${title} may refuse it.`)
}

function acknowledgement({ status, lastStatusCode, lastOutcome }: DeliverySummary, { policy }: Registration, { title }: ProviderInfo, hasSecret: boolean): Told {
  if (status === 'acknowledged') return ok(`It answers ${lastStatusCode ?? ''}, which ${title} takes.`)
  const codes = policy ? `${inWords(policy.ackCodes.value)} (${policy.ackCodes.source})` : ''
  if (lastOutcome === 'timed_out') return bad('Its answer came too late.', ADVICE.timed_out ?? '')
  const secret = hasSecret || !(lastStatusCode === 401 || lastStatusCode === 403 || lastStatusCode === 400) ? '' : ' Does it verify with another secret? Name its own with --secret.'
  return bad(`It answers ${lastStatusCode ?? 'nothing'}: ${title} takes that for a failure, and sends again.`, `Answer with ${codes}.${secret}`)
}

function inTime(deliveries: readonly DeliverySummary[], { policy }: Registration, many = 0): Told {
  const deadline = policy?.deadlineMs.value ?? deliveries[0]?.deadlineMs ?? 0
  const source = policy?.deadlineMs.source ?? 'assumed'
  const failed = deliveries.filter(({ status }) => status !== 'acknowledged')
  const slowest = Math.max(0, ...deliveries.map(({ latencyMs }) => latencyMs ?? 0))
  const took = `${many > 0 ? 'The slowest' : 'It'} took ${msText(Math.round(slowest))} of the ${msText(deadline)} that there are (${source}).`
  if (many > 0 && failed.length > 0) return bad(`${failed.length} of ${many} were not acknowledged: ${failed[0]?.lastError ?? `it answers ${failed[0]?.lastStatusCode ?? 'nothing'}`}`, 'A full sync sends as many: take the message, answer, and do the work from a queue of your own.')
  if (slowest > deadline * CLOSE) return (slowest >= deadline ? bad : warn)(took, 'Answer first, and do the work afterwards.')
  return ok(took)
}

/** `200 to 299, 102`: what is in a row is not counted out. */
function inWords(codes: readonly number[]): string {
  const runs: [number, number][] = []
  for (const code of codes) {
    const last = runs.at(-1)
    if (last?.[1] === code - 1) last[1] = code
    else runs.push([code, code])
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from} to ${to}`)).join(', ')
}
