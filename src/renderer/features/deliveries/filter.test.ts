import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { DeliverySummary } from '#contract/delivery.ts'
import { filterOf, letsIn, queryOf, replayOf, searchOf } from './filter.ts'
import type { DeliveryFilter } from './filter.ts'

const NOW = Date.parse('2026-11-21T12:00:00.000Z')
const any = filterOf('')
const item = (change: Partial<DeliverySummary> = {}) =>
  ({ status: 'retrying', trigger: 'person.updated', registrationId: 'reg_1', syncId: 'syn_1', replayId: 'rpl_1', createdAt: '2026-11-21T11:50:00.000Z', subject: 'Ada Lovelace', messageId: '2070', url: 'http://h/Orders', ...change }) as DeliverySummary
const passes = (change: Partial<DeliveryFilter>) => letsIn({ ...any, ...change }, NOW)(item(), false)

test('the address says the filter, whatever is in it', () => {
  fc.assert(
    fc.property(fc.record({ trigger: fc.string(), registration: fc.string(), sync: fc.string(), replay: fc.string(), q: fc.string(), within: fc.string(), from: fc.string(), to: fc.string() }), fc.subarray(['failed', 'expired']), (text, status) =>
      void expect(filterOf(searchOf({ ...text, status }))).toEqual({ ...text, status }),
    ),
  )
  expect(searchOf(any)).toBe('')
  expect(searchOf({ ...any, status: ['failed', 'expired'] })).toBe('?status=failed,expired')
})

test('an item by the feed is judged as the server would', () => {
  expect(passes({})).toBe(true)
  expect([passes({ status: ['retrying', 'failed'] }), passes({ status: ['failed'] })]).toEqual([true, false])
  expect([passes({ trigger: 'person.updated' }), passes({ trigger: 'person' })]).toEqual([true, false])
  expect([passes({ registration: 'reg_1' }), passes({ registration: 'reg_11' })]).toEqual([true, false])
  expect([passes({ sync: 'syn_1' }), passes({ sync: 'syn_2' })]).toEqual([true, false])
  expect([passes({ replay: 'rpl_1' }), passes({ replay: 'rpl_2' })]).toEqual([true, false])
  expect([passes({ q: ' LOVE ' }), passes({ q: '207' }), passes({ q: 'orders' }), passes({ q: 'PERSON.' }), passes({ q: 'babbage' })]).toEqual([true, true, true, true, false])
  expect(letsIn({ ...any, q: 'babbage' }, NOW)(item(), true), 'the server found it, in what is not shown').toBe(true)
  expect([passes({ within: '15m' }), passes({ within: '5m' })]).toEqual([true, false])
  expect([passes({ from: '2026-11-21T11:50:00.000Z' }), passes({ to: '2026-11-21T11:50:00.000Z' })]).toEqual([true, false])
})

test('the API hears only of what is narrowed, and windows as times', () => {
  expect(queryOf(any, NOW)).toEqual({})
  expect(queryOf({ ...any, within: '1h', status: ['failed', 'expired'], q: ' x ' }, NOW)).toMatchObject({ from: '2026-11-21T11:00:00.000Z', status: 'failed,expired', q: 'x' })
  expect(queryOf({ ...any, from: 'nonsense' }, NOW)).toEqual({})
})

test('what is replayed is what the filter lets in at that moment', () => {
  expect(replayOf({ ...any, within: '1h', status: ['failed', 'expired'], trigger: 'a&b' }, NOW)).toBe('/replays?new=deliveries&status=failed,expired&trigger=a%26b&from=2026-11-21T11%3A00%3A00.000Z')
})
