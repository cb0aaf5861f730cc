import { expect, test } from 'vitest'
import { askedFor, wordsOf } from './asked.ts'

test('the address says what a new run is about', () => {
  expect(askedFor('')).toBeNull()
  expect(askedFor('status=failed')).toBeNull()
  expect(askedFor('new=deliveries&status=failed,expired&sync=syn_1&q=lee')).toEqual({ filter: { status: 'failed,expired', syncId: 'syn_1', q: 'lee' } })
  expect(askedFor('new=captures&inbox=orders&verdict=fails')).toEqual({ captures: { inbox: 'orders', verdict: 'fails' } })
  expect(askedFor('new=captures&ids=cap_1,cap_2'), 'ids stand alone').toEqual({ captures: { ids: ['cap_1', 'cap_2'] } })
})

test('and it is said in words', () => {
  expect(wordsOf({ filter: {}, captures: null })).toBe('all deliveries')
  expect(wordsOf({ filter: { status: 'failed,expired', registrationId: 'reg_1', q: 'lee' }, captures: null })).toBe('failed, expired of reg_1 with “lee”')
  expect(wordsOf({ filter: null, captures: { inbox: 'orders', verdict: 'fails', method: 'POST' } })).toBe('signature fails POST captures of orders')
  expect(wordsOf({ filter: null, captures: { ids: ['cap_1'] } })).toBe('cap_1')
  expect(wordsOf({ filter: { ids: Array.from({ length: 1200 }, (_, n) => `dlv_${n}`) }, captures: null })).toBe('1,200 deliveries, by hand')
})
