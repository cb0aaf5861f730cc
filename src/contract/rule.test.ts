import fc from 'fast-check'
import { expect, it } from 'vitest'
import { InboxCreate } from './inbox.ts'
import { Rule, parseRule, ruleText } from './rule.ts'

it('reads a rule as people write it', () => {
  expect(parseRule('POST path "/a/*" header "X-A" header "X-B" = "1" body "$.n" = 5 body "$.type" ~ "^a" chance 20%: 503 x2 | 200')).toEqual({
    when: { method: 'POST', path: '/a/*', headers: [{ name: 'X-A' }, { name: 'X-B', equals: '1' }], body: [{ path: '$.n', equals: 5 }, { path: '$.type', matches: '^a' }], chance: 0.2 },
    respond: [{ status: 503, times: 2 }, { status: 200 }],
  })
  expect(parseRule(': hang')).toEqual({ when: {}, respond: [{ do: 'hang' }] })
})

it.each([
  ['POST 200', /"200" is no condition/],
  ['POST', /write a colon/],
  ['POST:', /missing/],
  ['chance 200%: 200', /when\.chance/],
  ['body "$.a" = tea: 200', /"tea" is no value/],
  ['POST: 200: 200', /Write one rule/],
])('says what is wrong with %j', (text, message) => {
  expect(() => parseRule(text)).toThrow(message)
})

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 15 })
const test = { equals: text, matches: text }
const when = fc.record(
  {
    method: fc.constantFrom('GET', 'POST', 'M-SEARCH'),
    path: text,
    headers: fc.array(fc.record({ name: text, ...test }, { requiredKeys: ['name'] }), { minLength: 1, maxLength: 3 }),
    body: fc.array(fc.record({ path: text, ...test, equals: fc.oneof(text, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }).map((n) => n + 0), fc.boolean(), fc.constant(null)) }, { requiredKeys: ['path'] }), { minLength: 1, maxLength: 3 }),
    chance: fc.double({ min: 0, max: 1, noNaN: true }).map((n) => n + 0),
  },
  { requiredKeys: [] },
)

it('reads every rule back from its text', () => {
  fc.assert(
    fc.property(when, (conditions) => {
      const rule = Rule.parse(JSON.parse(JSON.stringify({ when: conditions, respond: [{ do: 'reset', after: 7 }, {}] })))
      expect(parseRule(ruleText(rule))).toEqual(rule)
    }),
    { numRuns: 500 },
  )
})

it('is taken as text or as data, and a mistake is found by its path', () => {
  expect(InboxCreate.parse({ respond: '503 | 200', rules: ['GET: 404', { when: {}, respond: [{ do: 'hang' }] }] })).toEqual({
    respond: [{ status: 503 }, { status: 200 }],
    rules: [{ when: { method: 'GET' }, respond: [{ status: 404 }] }, { when: {}, respond: [{ do: 'hang' }] }],
  })
  const paths = (value: unknown) => InboxCreate.safeParse(value).error?.issues.map((issue) => issue.path.join('.'))
  expect(paths({ rules: ['GET: 404', { when: { body: [{ path: 7 }] }, respond: [{}] }] })).toEqual(['rules.1.when.body.0.path'])
  expect(paths({ rules: ['GET: 404', 'GET'] })).toEqual(['rules.1'])
  expect(paths({ respond: [{}, { do: 'drip', rate: 0 }] })).toEqual(['respond.1.rate'])
  expect(paths({ respond: '200 | tea' })).toEqual(['respond'])
})
