import { expect, test } from 'vitest'
import type { DeliveryStatus, DeliverySummary, Fired } from '#contract/delivery.ts'
import { followedOf, isOf } from './followed.ts'

const delivery = (id: number, eventId: string, status: DeliveryStatus, seq: number, replayOf: string | null = null) => ({ id: `dlv_${id}`, eventId, status, seq, replayOf }) as DeliverySummary
const fired = (event: string, events: number, deliveries: DeliverySummary[], deliveryCount = deliveries.length) => ({ event: { id: event }, events, deliveries, deliveryCount, skipped: [] }) as unknown as Fired
const seen = (...deliveries: DeliverySummary[]) => new Map(deliveries.map((one) => [one.id, one]))

test('of the answer and the feed the newer one counts, in whichever order they came', () => {
  const answer = fired('evt_1', 2, [delivery(1, 'evt_1', 'queued', 5), delivery(2, 'evt_2', 'queued', 5)])
  const after = followedOf([answer], seen(delivery(1, 'evt_1', 'acknowledged', 7), delivery(2, 'evt_2', 'queued', 4)))
  expect(after.deliveries.map(({ status }) => status)).toEqual(['acknowledged', 'queued'])
  expect(after).toMatchObject({ total: 2, settled: 1, counts: { acknowledged: 1, queued: 1 } })
})

test('those that the answer did not list are queued until the feed tells of them', () => {
  const answer = fired('evt_1', 300, [delivery(1, 'evt_1', 'queued', 5)], 300)
  expect(followedOf([answer], new Map())).toMatchObject({ total: 300, settled: 0, counts: { queued: 300 } })
  const told = seen(delivery(250, 'evt_250', 'acknowledged', 9), delivery(251, 'evt_251', 'retrying', 9))
  expect(followedOf([answer], told)).toMatchObject({ settled: 1, counts: { queued: 298, acknowledged: 1, retrying: 1 } })
})

test("a delivery is a firing's by its event's number, and a replay of it is not", () => {
  const some = [fired('evt_10', 3, [])]
  const events = ['evt_9', 'evt_10', 'evt_12', 'evt_13', 'evt_100']
  expect(events.filter((event) => isOf(some, delivery(1, event, 'queued', 1)))).toEqual(['evt_10', 'evt_12'])
  expect(isOf(some, delivery(2, 'evt_11', 'queued', 1, 'dlv_1'))).toBe(false)
})
