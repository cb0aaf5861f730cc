import { expect, test } from 'vitest'
import { startForTest, type RunningHookwright } from '../helpers/hookwright.ts'

interface Family {
  readonly type: string
  readonly samples: readonly { readonly name: string; readonly labels: Readonly<Record<string, string>>; readonly value: number }[]
}

/** Reads the text format as its description has it, and refuses whatever is not in it. */
function read(text: string): Map<string, Family> {
  expect(text.endsWith('\n')).toBe(true)
  const families = new Map<string, { type: string; samples: Family['samples'][number][] }>()
  let last = ''
  for (const line of text.slice(0, -1).split('\n')) {
    const comment = /^# (HELP|TYPE) ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)$/.exec(line)
    if (comment) {
      const [, kind, name = '', rest = ''] = comment
      if (kind === 'TYPE') {
        expect(families.has(name), `${name} twice`).toBe(false)
        expect(rest).toMatch(/^(gauge|counter|histogram)$/)
        families.set(name, { type: rest, samples: [] })
        last = name
      }
      continue
    }
    const sample = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)$/.exec(line)
    expect(sample, line).not.toBeNull()
    const [, name = '', labels = '', value = ''] = sample ?? []
    const family = families.get(last)
    const suffixes = family?.type === 'histogram' ? ['_bucket', '_sum', '_count'] : ['']
    expect(suffixes.map((suffix) => last + suffix), line).toContain(name)
    const pairs = [...labels.matchAll(/([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)/g)]
    expect(pairs.map(([whole]) => whole).join('')).toBe(labels)
    expect(Number.isFinite(Number(value)), line).toBe(true)
    family?.samples.push({ name, labels: Object.fromEntries(pairs.map(([, key = '', text = '']) => [key, text])), value: Number(value) })
  }
  return families
}

async function scraped({ ready }: RunningHookwright): Promise<(name: string, labels?: Record<string, string>) => number | undefined> {
  const response = await fetch(`${ready.control}/metrics`, { headers: { authorization: `Bearer ${ready.token}` } })
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8')
  const families = read(await response.text())
  return (name, labels = {}) =>
    [...families.values()].flatMap(({ samples }) => samples).find((sample) => sample.name === name && Object.entries(labels).every(([key, value]) => sample.labels[key] === value))?.value
}

test('what was sent and received is counted, as Prometheus reads it', async () => {
  const hw = await startForTest({ clock: 'virtual' })
  const { client } = hw
  const inbox = await client.call('createInbox', { body: { name: 'orders', verify: { scheme: 'members', secret: 'k' }, respond: '503 | 200' } })
  await client.call('createRegistration', { body: { provider: 'members', url: inbox.url ?? '', settings: { secret: 'k' } } })
  await client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated', times: 3 } })
  await client.call('advanceClock', { body: { to: 'idle' } })
  await fetch(inbox.url ?? '', { method: 'POST', body: 'not signed' })

  const value = await scraped(hw)
  expect(value('hookwright_deliveries', { status: 'acknowledged' })).toBe(3)
  expect(value('hookwright_deliveries', { status: 'failed' })).toBe(0)
  expect(value('hookwright_attempts_total', { provider: 'members', outcome: 'acknowledged' })).toBe(3)
  expect(value('hookwright_attempts_total', { provider: 'members', outcome: 'rejected' })).toBe(1)
  expect(value('hookwright_attempt_duration_seconds_count', { provider: 'members' })).toBe(4)
  expect(value('hookwright_attempt_duration_seconds_bucket', { provider: 'members', le: '+Inf' })).toBe(4)
  expect(value('hookwright_captures_total', { verdict: 'holds' })).toBe(4)
  expect(value('hookwright_captures_total', { verdict: 'fails' })).toBe(1)
  expect(value('hookwright_captures')).toBe(5)
  expect(value('hookwright_queue_waiting')).toBe(0)
  expect(value('hookwright_clock_virtual')).toBe(1)
  expect(value('hookwright_database_bytes', { file: 'hookwright.db' })).toBeGreaterThan(0)
  expect(value('process_resident_memory_bytes')).toBeGreaterThan(1e7)
  expect(value('nodejs_eventloop_lag_seconds', { quantile: '0.99' })).toBeGreaterThanOrEqual(0)
})

test('an attempt falls into its class, and each class has those below it', async () => {
  const hw = await startForTest({ clock: 'virtual' })
  const { client } = hw
  const inbox = await client.call('createInbox', { body: { name: 'orders', respond: 'hang' } })
  await client.call('createRegistration', { body: { provider: 'members', url: inbox.url ?? '', settings: { secret: 'k' } } })
  await client.call('changeRegistration', { params: { id: 'reg_1' }, body: { policy: { deadlineMs: 2_000, maxAttempts: 1 } } })
  await client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated' } })
  await client.call('advanceClock', { body: { to: 'idle', patienceMs: 50 } })
  const value = await scraped(hw)
  const bucket = (le: string) => value('hookwright_attempt_duration_seconds_bucket', { provider: 'members', le })
  expect([bucket('0.005'), bucket('1'), bucket('2.5'), bucket('10'), bucket('+Inf')]).toEqual([0, 0, 1, 1, 1])
  expect(value('hookwright_attempt_duration_seconds_sum', { provider: 'members' })).toBe(2)
})

test('without the token they are nobody\'s business', async () => {
  const { ready } = await startForTest()
  expect((await fetch(`${ready.control}/metrics`)).status).toBe(401)
})
