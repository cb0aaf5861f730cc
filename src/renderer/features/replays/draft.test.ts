import { expect, test } from 'vitest'
import { newDraft, requestOf, type Draft } from './draft.ts'

const deliveries = { filter: { status: 'failed' } }
const captures = { captures: { inbox: 'orders' } }
const of = (asked: typeof deliveries | typeof captures, change: Partial<Draft> = {}) => requestOf(asked, { ...newDraft(asked), ...change })

test('what is left alone is left to the engine', () => {
  expect(of(deliveries)).toEqual({ body: { filter: { status: 'failed' }, pacing: { kind: 'fast' }, resign: true, newIds: false } })
  expect(of(captures, { target: ' http://localhost:3000/hook ' })).toEqual({ body: { captures: { inbox: 'orders' }, pacing: { kind: 'fast' }, resign: false, newIds: false, target: 'http://localhost:3000/hook' } })
  expect(of(captures, { through: 'reg_1', resign: true, newIds: true })).toMatchObject({ body: { registrationId: 'reg_1', resign: true, newIds: true } })
})

test('each pace has what it needs', () => {
  expect(of(deliveries, { kind: 'fixed', intervalMs: 250 })).toMatchObject({ body: { pacing: { kind: 'fixed', intervalMs: 250 } } })
  expect(of(deliveries, { kind: 'original', factor: 0.5 })).toMatchObject({ body: { pacing: { kind: 'original', factor: 0.5 } } })
  expect(of(deliveries, { kind: 'step' })).toMatchObject({ body: { pacing: { kind: 'step' } } })
})

test('an edit is read from what was typed', () => {
  expect(of(deliveries, { change: 'merge', merge: '{"age": null, "id": 12345678901234567890}', setHeaders: 'X-A: b: c\n\nX-Empty:', removeHeaders: 'x-old\n' })).toMatchObject({
    body: { edit: { merge: { age: null, id: 12345678901234567890n }, setHeaders: { 'X-A': 'b: c', 'X-Empty': '' }, removeHeaders: ['x-old'] } },
  })
  expect(of(captures, { target: 'http://a', change: 'body', body: '' }), 'nothing at all is a body too').toMatchObject({ body: { edit: { body: '' } } })
})

test('what is wrong is told at its field', () => {
  expect(of(captures)).toEqual({ faults: { target: 'Say where they go: a URL, or a registration.' } })
  expect(of(deliveries, { target: 'localhost:3000' })).toEqual({ faults: { target: 'Write an absolute URL: http:// or https://.' } })
  expect(of(deliveries, { change: 'merge', merge: '[1]' })).toMatchObject({ faults: { merge: expect.stringContaining('JSON object') as string } })
  expect(of(deliveries, { setHeaders: 'no colon' })).toMatchObject({ faults: { setHeaders: '"no colon" is no header: write Name: value.' } })
  expect(of(deliveries, { setHeaders: 'Host: x', removeHeaders: 'not a name' })).toMatchObject({ faults: { setHeaders: expect.stringContaining('Host') as string, removeHeaders: expect.stringContaining('not a header name') as string } })
})
