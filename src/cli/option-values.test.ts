import { InvalidArgumentError } from 'commander'
import { expect, test } from 'vitest'
import { answers, rule } from './answer-values.ts'
import { didYouMean, durationMs, isoTime, namesOf, port, whole } from './option-values.ts'

const refused = (read: (text: string) => unknown, texts: readonly string[]): void => {
  for (const text of texts) expect(() => read(text), text).toThrow(InvalidArgumentError)
}

test('durations take a number and a unit', () => {
  expect([durationMs('500ms'), durationMs('30s'), durationMs('1.5m'), durationMs('1h'), durationMs('7d')]).toEqual([500, 30_000, 90_000, 3_600_000, 604_800_000])
  refused(durationMs, ['', '30', '0s', '-1s', '1 s', '1w', 's', '1e3s', 'Infinitys', '597h', '25d'])
})

test('whole numbers know their limits', () => {
  expect([whole(1, 500)('1'), whole(1, 500)('500'), port('0')]).toEqual([1, 500, 0])
  refused(whole(1, 500), ['0', '501', '1.5', '-1', '0x10', '1e2', '', ' 1', 'ten'])
  refused(port, ['65536', '-1'])
})

test('times need a zone, dates are UTC', () => {
  expect(isoTime('2026-03-01T12:00:00+02:00')).toBe('2026-03-01T10:00:00.000Z')
  expect(isoTime('2026-03-01')).toBe('2026-03-01T00:00:00.000Z')
  refused(isoTime, ['2026-03-01T12:00:00', 'now', '2026-13-01', '2026-03-01T25:00:00Z', '1'])
})

test('answers come in turn, rules add up', () => {
  expect(answers('503 x2 | hang | 200')).toEqual([{ status: 503, times: 2 }, { do: 'hang' }, { status: 200 }])
  expect(rule('GET: 404', rule('POST: 503', undefined)).map(({ when }) => when.method)).toEqual(['POST', 'GET'])
  refused(answers, ['', '200 |', '199', '600', '2e2', '503;200', '503,200'])
})

test('names are checked one by one, and the nearest is offered', () => {
  const status = namesOf(['queued', 'retrying', 'expired'])
  expect(status('queued, expired')).toBe('queued,expired')
  expect(() => status('queued,retryng')).toThrow('Did you mean retrying? Allowed: queued, retrying, expired.')
})

test('a name is offered only when it is near', () => {
  expect(didYouMean('person.update', ['person.created', 'person.updated'])).toBe('Did you mean person.updated? ')
  expect(didYouMean('Members', ['members', 'dezrez'])).toBe('Did you mean members? ')
  expect(didYouMean('x', ['add', 'set'])).toBe('')
})
