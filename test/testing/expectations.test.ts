import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startHookwright, type RunningHookwright, type TestInbox } from '#testing/index.ts'
import { MISBEHAVIOURS, receiver } from '../helpers/receivers.ts'
import { failure, workbench } from './workbench.ts'

/** Sends a request from outside, as an application under test does. */
const post = (inbox: TestInbox, body: unknown, headers: Record<string, string> = {}): Promise<unknown> =>
  fetch(inbox.url, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers }).then((response) => response.text())

describe('what an inbox should receive', () => {
  let hw: RunningHookwright
  beforeAll(async () => {
    hw = await startHookwright({ persons: 5, logLevel: 'silent' })
  })
  afterAll(() => hw.close())

  test('what came already is found at once, what comes is waited for, and both are given with their bytes', async () => {
    const inbox = await hw.inbox()
    await post(inbox, { order: 1, lines: [{ sku: 'a' }] }, { 'x-id': '7' })
    const [first] = await inbox.expect({ count: 1, where: { method: 'post', path: `/${inbox.name}*`, headers: { 'X-Id': '7', 'x-none': null }, body: { lines: [{ sku: 'a' }] } } })
    expect([first?.header('x-ID'), first?.json()]).toEqual(['7', { order: 1, lines: [{ sku: 'a' }] }])
    const second = inbox.expect({ where: { body: { order: 2 } } })
    await post(inbox, { order: 2 })
    expect((await second).map(({ text }) => text)).toEqual(['{"order":2}'])
    expect((await inbox.captures()).map((capture) => capture.json())).toEqual([{ order: 1, lines: [{ sku: 'a' }] }, { order: 2 }])
  })

  test('a failure says what came instead, nearest first, with the fields that differ', async () => {
    const inbox = await hw.inbox('orders')
    await post(inbox, { kind: 'invoice', person: { id: 9, name: 'Ann' } })
    await post(inbox, { kind: 'order', person: { id: 8, name: 'Ann' } }, { 'x-id': '1' })
    await post(inbox, 'no \u001b[31mJSON')
    const [far, near, none] = await inbox.captures()
    expect(await failure(inbox.expect({ where: { headers: { 'x-id': '1' }, body: { kind: 'order', person: { id: 9 } } } }))).toBe(
      [
        'Expected at least 1 request at the inbox orders with body {"kind":"order","person":{"id":9}}, header x-id "1"; 0 of the 3 that came fit.',
        `${near?.id} differs in:`,
        '  body.person.id: expected 9, was 8',
        `${none?.id} differs in:`,
        '  headers.x-id: expected "1", was nothing',
        '  body: expected {"kind":"order","person":{"id":9}}, was "no \\u001b[31mJSON", which is no JSON',
        `${far?.id} differs in:`,
        '  headers.x-id: expected "1", was nothing',
        '  body.kind: expected "order", was "invoice"',
      ].join('\n'),
    )
    expect(await failure(inbox.expect({ count: 3, where: (capture) => capture.text.includes('order') }))).toMatch(
      /^Expected 3 requests at the inbox orders that the function accepts: it accepted 1 of 3\.\nIt refused cap_\d+: POST "\/orders", body "\{/,
    )
  })

  test('what came cannot steer the terminal that a failure is printed to', async () => {
    const inbox = await hw.inbox('hostile')
    await post(inbox, '\u001b]0;owned\u0007 \u202e \u0085')
    for (const where of [{ text: 'fine' }, () => false]) expect(await failure(inbox.expect({ where, within: 0 }))).toMatch(/^[ -~\n]*\\u001b\]0;owned\\u0007 \\u202e \\u0085[ -~\n]*$/)
  })

  test('too many is as wrong as too few', async () => {
    const inbox = await hw.inbox('twice')
    await post(inbox, '1')
    await post(inbox, '2')
    expect(await failure(inbox.expect({ count: 1 }))).toBe('Expected 1 request at the inbox twice; 2 of the 2 that came fit.')
    expect(await failure(inbox.expect({ count: { max: 1 } }))).toMatch(/^Expected at most 1 request/)
    await inbox.expect({ count: { min: 1, max: 2 } })
    expect(await failure(inbox.expect({ count: 3 }))).toBe('Expected 3 requests at the inbox twice; 2 of the 2 that came fit.')
  })

  test('a sequence comes in its order, with others in between', async () => {
    const inbox = await hw.inbox('steps')
    for (const step of ['a', 'x', 'b']) await post(inbox, { step })
    const captures = await inbox.expect({ sequence: [{ body: { step: 'a' } }, { body: { step: 'b' } }] })
    expect(captures.map((capture) => capture.json())).toEqual([{ step: 'a' }, { step: 'b' }])
    expect(await failure(inbox.expect({ sequence: [{ body: { step: 'b' } }, { body: { step: 'a' } }] }))).toBe(
      ['Expected 2 requests in order at the inbox steps; 1 of the 3 that came fits.', 'The one that did not come is number 2: with body {"step":"a"}.'].join('\n'),
    )
  })

  test('expectNone waits all of its time, which a virtual clock does not cost', async () => {
    const inbox = await hw.inbox('quiet')
    const from = await hw.clock.now()
    await inbox.expectNone({ within: '1h' })
    expect((await hw.clock.now()).getTime() - from.getTime()).toBe(3_600_000)
    await post(inbox, { a: 1 })
    const [only] = await inbox.captures()
    expect(await failure(inbox.expectNone())).toBe('Expected no request at the inbox quiet; 1 of the 1 that came fits.')
    expect(await failure(inbox.expectNone({ where: (capture) => capture.text.includes('a') }))).toMatch(/^Expected 0 requests .* it accepted 1 of 1/)
    await inbox.expectNone({ where: { body: { a: 2 } } })
    await inbox.expectNone({ after: only })
  })

  test('an inbox or a capture that is not there, and a sequence with a count, are refused', async () => {
    await expect(hw.client.call('expect', { body: { inbox: 'nowhere' } })).rejects.toMatchObject({ code: 'not_found' })
    const inbox = await hw.inbox()
    await expect(inbox.expect({ after: { id: 'cap_none' } })).rejects.toMatchObject({ code: 'not_found' })
    await expect(inbox.expect({ count: 2, sequence: [{}] })).rejects.toThrow(/leave out `where` and `count`/)
    await expect(inbox.expect({ within: '10' as '10s' })).rejects.toThrow(/"10" is no duration/)
  })
})

describe('how a delivery ends', () => {
  test('settled moves virtual time through the retries, as far as it may', async () => {
    const hw = await workbench()
    const inbox = await hw.inbox('shop', { verify: { scheme: 'members', secret: 'k' }, respond: '503 x2 | 200' })
    await hw.members.register({ url: inbox.url, signingKey: 'k' })
    const delivery = await hw.members.trigger('person.updated')
    const told = await failure(delivery.settled())
    expect(told).toBe(`${delivery.id} is retrying: attempt 1 was rejected with 503; its next attempt is due at 2026-03-01T12:00:10.000Z: move the clock there, or wait longer.`)
    expect((await delivery.settled({ within: '1m' })).status).toBe('acknowledged')
    expect((await hw.clock.now()).toISOString(), 'no further than needed').toBe('2026-03-01T12:00:30.000Z')
    await inbox.expect({ count: 3, where: { verified: true } })
    await inbox.expect({ sequence: [{ answered: 503 }, { answered: 503 }, { answered: 200 }] })
  })

  test('a delayed answer of our own inbox is heard when it is due, not at the deadline of the call', async () => {
    const hw = await workbench()
    const inbox = await hw.inbox('slow', { respond: '200 slow 3s' })
    await hw.members.register({ url: inbox.url, signingKey: 'k' })
    const delivery = await hw.members.trigger('person.updated')
    const { status, attempts } = await delivery.settled({ within: '10s' })
    expect([status, attempts[0]?.endedAt]).toEqual(['acknowledged', '2026-03-01T12:00:03.000Z'])
  })

  test('idle: nothing is on its way; a receiver that keeps its answer is told of', async () => {
    const hw = await workbench()
    await hw.idle()
    const server = await receiver(MISBEHAVIOURS.hang)
    await hw.members.register({ url: server.url, signingKey: 'k' })
    await hw.members.trigger('person.updated')
    await expect(hw.client.call('awaitIdle', { body: { withinMs: 1_000, patienceMs: 50 } })).resolves.toEqual({ idle: false, message: '0 deliveries wait for their first attempt and 1 for an answer.' })
  })

  test('under real time they are waited for', async () => {
    const hw = await workbench({ clock: 'real', clockStart: undefined })
    const inbox = await hw.inbox('shop')
    await hw.members.register({ url: inbox.url, signingKey: 'k' })
    const delivery = await hw.members.trigger('person.updated')
    expect((await delivery.settled({ within: '5s' })).status).toBe('acknowledged')
    await inbox.expect({ count: 1 })
    await inbox.expectNone({ after: (await inbox.captures())[0], within: 20 })
  })

  test('a trigger that goes to nobody says why', async () => {
    const hw = await workbench()
    expect(await failure(hw.members.trigger('person.updated'))).toBe('person.updated went to nobody:\n  nothing is registered there.')
    const inbox = await hw.inbox()
    const registration = await hw.members.register({ url: inbox.url, signingKey: 'k', enabled: false })
    expect(await failure(hw.members.trigger('person.updated'))).toMatch(new RegExp(`^person.updated went to nobody:\\n  ${registration.id} gets nothing: `))
  })
})

test.each([
  ['an expectation', {}, { patience: '10m' }],
  ['the workspace', { patience: '10m' }, {}],
] as const)('who sends from outside is given real time, as much as %s says', async (_, ofWorkspace, ofExpectation) => {
  const hw = await workbench(ofWorkspace)
  const inbox = await hw.inbox('outside')
  const patient = inbox.expect(ofExpectation)
  // This one has given up before anything is sent.
  expect(await failure(inbox.expect({ patience: 0 }))).toBe('Expected at least 1 request at the inbox outside; nothing came.')
  await post(inbox, 'late')
  expect(await patient).toHaveLength(1)
  await expect(startHookwright({ patience: 'long' as '1s' })).rejects.toThrow('"long" is no duration')
})
