import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Answer, BEHAVIOURS, plainAnswer, type Behaviour } from './answer.ts'
import { answerText, answersText, parseAnswers } from './answer-text.ts'

it('reads a strip as people write it', () => {
  expect(parseAnswers('503 x2 | hang | reset after headers | 200 slow 3s | 200')).toEqual([
    { status: 503, times: 2 },
    { do: 'hang' },
    { do: 'reset', after: 'headers', status: 200 },
    { status: 200, delay: { distribution: 'fixed', ms: 3_000 } },
    { status: 200 },
  ])
  expect(parseAnswers('102 then hang|429 header "Retry-After: 5" header "X: a|b" body "later"')).toEqual([
    { do: 'hang', interim: 102 },
    { status: 429, headers: [['Retry-After', '5'], ['X', 'a|b']], body: 'later' },
  ])
  expect(parseAnswers('200 slow 1s..2.5s | 200 slow normal 2s 500ms | 200 slow exponential 1m').map((answer) => answer.delay)).toEqual([
    { distribution: 'uniform', fromMs: 1_000, toMs: 2_500 },
    { distribution: 'normal', meanMs: 2_000, deviationMs: 500 },
    { distribution: 'exponential', meanMs: 60_000 },
  ])
  expect(parseAnswers('bomb size 1MiB | reset after 10 bytes status 500 body "0123456789abc" | redirect status 307 to "/there"')).toEqual([
    { do: 'bomb', status: 200, size: 2 ** 20 },
    { do: 'reset', after: 10, status: 500, body: '0123456789abc' },
    { do: 'redirect', status: 307, to: '/there' },
  ])
})

it.each([
  ['', /A status or a behaviour is missing/],
  ['503 |', /missing/],
  ['teapot', /"teapot" is no status and no behaviour\. There are: forward, hang, hold, reset/],
  ['99', /99: status: .*200/],
  ['102', /write "102 then 200"/],
  ['503 x0', /times/],
  ['hang status 200', /hang status 200: .*"status"/],
  ['200 loudly', /"loudly" is no option\. There are: after, status/],
  ['200 slow 3', /"3" is no time/],
  ['200 slow 3s..1s', /toMs is less than fromMs/],
  ['200 body later', /in double quotes/],
  ['200 header "no colon"', /is no header/],
  ['redirect', /to: /],
  ['reset after tea', /after/],
  ['200 : 200', /Write one answer after the other/],
])('says what is wrong with %j', (text, message) => {
  expect(() => parseAnswers(text)).toThrow(message)
})

const text = fc.string({ unit: 'binary', maxLength: 20 })
const status = fc.integer({ min: 200, max: 599 })
const headers = fc.array(fc.tuple(fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,10}$/), text.map((value) => value.trim())), { minLength: 1, maxLength: 3 })
const maybe = <T,>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })
const ms = fc.integer({ min: 0, max: 86_400_000 })
const message = { status, headers: maybe(headers), body: maybe(text) }
const after = { after: fc.oneof(fc.constantFrom('nothing', 'headers'), fc.integer({ min: 1, max: 1_000_000 })) }
const rate = fc.integer({ min: 1, max: 10_000_000 })
const shared = {
  times: maybe(fc.integer({ min: 1, max: 1_000_000 })),
  interim: maybe(fc.integer({ min: 102, max: 199 })),
  early: maybe(fc.constant(true)),
  delay: maybe(
    fc.oneof(
      ms.map((fixed) => ({ distribution: 'fixed', ms: fixed })),
      fc.tuple(ms, ms).map((both) => ({ distribution: 'uniform', fromMs: Math.min(...both), toMs: Math.max(...both) })),
      fc.record({ distribution: fc.constant('normal'), meanMs: ms, deviationMs: ms }),
      fc.record({ distribution: fc.constant('exponential'), meanMs: ms }),
    ),
  ),
}
const own: Record<Behaviour, Record<string, fc.Arbitrary<unknown>>> = {
  answer: message, hang: {}, hold: {}, gzip: message,
  reset: { ...message, ...after }, close: { ...message, ...after }, 'half-close': { ...message, ...after },
  drip: { ...message, rate }, endless: { status, rate: maybe(rate) },
  forward: { to: fc.webUrl(), host: fc.constantFrom('sender', 'target'), within: fc.integer({ min: 1, max: 600_000 }) },
  redirect: { status: fc.constantFrom(301, 302, 303, 307, 308), to: fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }) },
  bomb: { status, size: fc.integer({ min: 1, max: 2 ** 30 }) },
  'huge-headers': { ...message, size: fc.integer({ min: 1, max: 2 ** 20 }) },
  'wrong-length': { ...message, by: fc.integer({ min: -1_000_000, max: 1_000_000 }).filter((by) => by !== 0) },
  contradict: { ...message, what: fc.constantFrom('lengths', 'length-and-chunks', 'types') },
  garbage: { body: maybe(text) },
}
/** Absent and undefined are one. */
const clean = (value: unknown): Answer => Answer.parse(JSON.parse(JSON.stringify(value)))
export const anyAnswer = fc
  .constantFrom(...(Object.keys(BEHAVIOURS) as Behaviour[]))
  .chain((behaviour) => fc.record({ ...own[behaviour], ...shared }).map((fields) => clean(behaviour === 'answer' ? fields : { do: behaviour, ...fields })))

it('reads every strip back from its text', () => {
  fc.assert(
    fc.property(fc.array(anyAnswer, { minLength: 1, maxLength: 5 }), (strip) => {
      expect(parseAnswers(answersText(strip))).toEqual(strip)
    }),
    { numRuns: 500 },
  )
})

it('does not stumble over any text', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.array(fc.constantFrom('503', 'x2', '|', 'hang', '"', 'slow', '3s', ':', 'after', '102', 'then', '"a"', 'header', '\\')).map((words) => words.join(' '))), (any) => {
      try {
        expect(parseAnswers(any).length).toBeGreaterThan(0)
      } catch (error) {
        expect((error as Error).name).toBe('TextError')
      }
    }),
  )
})

it('prints a behaviour about which nothing is said as its name alone', () => {
  const names = (Object.keys(BEHAVIOURS) as Behaviour[]).map((behaviour) => answerText(plainAnswer(behaviour)))
  expect(names).toEqual(['200', 'forward to "http://127.0.0.1:3000"', 'hang', 'hold', 'reset', 'close', 'half-close', 'drip', 'endless', 'redirect to "/"', 'gzip', 'bomb', 'huge-headers', 'wrong-length', 'contradict', 'garbage'])
})
