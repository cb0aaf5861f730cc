import { expect, test } from 'vitest'
import { startForTest } from '../helpers/hookwright.ts'

const TRACE = { traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', tracestate: 'vendor=x,other=y' }

async function started() {
  const { client } = await startForTest({ clock: 'virtual' })
  const inbox = await client.call('createInbox', { body: { name: 'orders', verify: { scheme: 'members', secret: 'k' }, respond: '503 | 200' } })
  await client.call('createRegistration', { body: { provider: 'members', url: inbox.url ?? '', settings: { secret: 'k' } } })
  const fire = async (trace?: typeof TRACE): Promise<string> => (await client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated', trace } })).deliveries[0]?.id ?? ''
  const idle = async (): Promise<void> => void (await client.call('advanceClock', { body: { to: 'idle' } }))
  const received = async (): Promise<{ parent: string | undefined; state: string | undefined; ok: boolean | undefined }[]> => {
    const { items } = await client.call('listCaptures', { params: { id: 'orders' } })
    const whole = await Promise.all(items.reverse().map(({ id }) => client.call('getCapture', { params: { id } })))
    const header = (capture: (typeof whole)[number], name: string) => capture.headers.find(([one]) => one.toLowerCase() === name)?.[1]
    return whole.map((capture) => ({ parent: header(capture, 'traceparent'), state: header(capture, 'tracestate'), ok: capture.verdict?.ok }))
  }
  return { client, fire, idle, received }
}

test('an event that is raised in a trace takes it along: each attempt is a span of its own, and the signature holds', async () => {
  const { client, fire, idle, received } = await started()
  const id = await fire(TRACE)
  await idle()
  const [first, second] = await received()
  for (const one of [first, second]) expect(one).toMatchObject({ parent: expect.stringMatching(/^00-4bf92f3577b34da6a3ce929d0e0e4736-(?!00f067aa0ba902b7)[0-9a-f]{16}-01$/) as string, state: 'vendor=x,other=y', ok: true })
  expect(first?.parent).not.toBe(second?.parent)
  const delivery = await client.call('getDelivery', { params: { id } })
  expect(delivery.trace).toEqual(TRACE)
  expect(delivery.attempts.map(({ request }) => request.headers.find(([name]) => name === 'traceparent')?.[1]), 'the history has what was sent').toEqual([first?.parent, second?.parent])
})

test('what was raised in none has none, and what is sent again is no part of the trace of the first', async () => {
  const { client, fire, idle, received } = await started()
  await fire()
  const traced = await fire(TRACE)
  await idle()
  for (const resign of [true, false]) await client.call('replayDelivery', { params: { id: traced }, body: { resign } })
  await idle()
  const all = await received()
  expect(all).toHaveLength(5)
  expect(all.filter(({ parent }) => parent !== undefined)).toHaveLength(1)
  expect(all.slice(-2).map(({ parent, state }) => [parent, state])).toEqual([[undefined, undefined], [undefined, undefined]])
})

test.each(['', '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7', 'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', '00-00000000000000000000000000000000-00f067aa0ba902b7-01', '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01', '00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01', 'x\r\nX-Injected: 1'])('%j is no traceparent, and nothing is raised', async (traceparent) => {
  const { client, fire } = await started()
  await expect(fire({ ...TRACE, traceparent })).rejects.toMatchObject({ code: 'bad_request' })
  expect((await client.call('listDeliveries')).items).toEqual([])
})
