import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { build } from './envelope.ts'
import { inspect as inspectRequest } from './inspect.ts'

const KEY = 'helloWorld'
const MESSAGE = { id: '2070443601311540', publishedAt: Date.parse('2021-02-26T19:13:55.749Z'), trigger: 'person.updated', account: '1', payload: '[{"personID":54512,"firstName":"Kåre"}]' }
/** A body as it is sent. */
interface Sent {
  message: { data: string; attributes: { hash: string } }
}

const inspect = (body: unknown, secret = KEY) =>
  inspectRequest({ headers: [], body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) }, { secret }, { reveal: false })

describe('inspection', () => {
  const good = JSON.parse(Buffer.from(build(MESSAGE, { secret: KEY }).body).toString('utf8')) as Sent
  const failing = (body: unknown, secret?: string) => {
    const { verdict } = inspect(body, secret)
    expect(verdict?.ok).toBe(false)
    return verdict?.steps.find((step) => step.ok === false)
  }

  test('shows each step of the derivation, the key masked', () => {
    const { parts, payload, verdict } = inspect(good)
    expect(payload).toBe(MESSAGE.payload)
    expect(parts).toContainEqual({ label: 'Message id', value: MESSAGE.id })
    expect(parts.at(-1)).toEqual({ label: 'Data as text', value: MESSAGE.payload })
    expect(verdict?.steps.map(({ value }) => value)).toEqual([
      good.message.data,
      MESSAGE.payload,
      '••••••••',
      createHmac('sha256', KEY).update(MESSAGE.payload).digest('hex'),
      good.message.attributes.hash,
      good.message.attributes.hash,
    ])
  })

  test.each<[string, unknown, string, RegExp]>([
    ['no body', '', 'Read the body as JSON', /no body/],
    ['no JSON', '{"message"', 'Read the body as JSON', /not JSON/],
    ['an array', [], 'Read the body as JSON', /no message\.data/],
    ['data that is no string', { message: { data: [{ personID: 1 }], attributes: { hash: 'x' } } }, 'Read the body as JSON', /no message\.data/],
    ['a prototype for data', '{"message":{"__proto__":{"data":"W10="}}}', 'Read the body as JSON', /no message\.data/],
    ['data outside base64', { message: { ...good.message, data: 'W3t9_Q==' } }, 'Decode message.data from base64', /"_" at 5/],
    ['data with loose bits', { message: { ...good.message, data: 'W11=' } }, 'Decode message.data from base64', /last character/],
    ['data that is no UTF-8', { message: { ...good.message, data: '/w==' } }, 'Decode message.data from base64', /not UTF-8/],
    ['no hash', { message: { data: good.message.data } }, 'Compare with message.attributes.hash', /no message\.attributes\.hash/],
    ['an empty hash', { message: { ...good.message, attributes: { hash: '' } } }, 'Compare with message.attributes.hash', /is empty/],
    ['a hash in hex', { message: { ...good.message, attributes: { hash: createHmac('sha256', KEY).update(MESSAGE.payload).digest('hex') } } }, 'Compare with message.attributes.hash', /written in hex/],
    ['a hash without padding', { message: { ...good.message, attributes: { hash: good.message.attributes.hash.replace('=', '') } } }, 'Compare with message.attributes.hash', /without padding/],
    ['a hash of the base64', { message: { ...good.message, attributes: { hash: createHmac('sha256', KEY).update(good.message.data).digest('base64') } } }, 'Compare with message.attributes.hash', /of the base64 text/],
    ['another hash', { message: { ...good.message, attributes: { hash: 'AAAA' } } }, 'Compare with message.attributes.hash', /another one, or/],
  ])('says what is wrong with %s, and at which step', (_, body, title, why) => {
    const step = failing(body)
    expect(step?.title).toBe(title)
    expect(step?.detail).toMatch(why)
    expect(inspect(body).verdict?.summary).toBe(step?.detail)
    expect(inspect(body).verdict?.steps).toHaveLength(6)
  })

  test('shows the text though no key is known', () => {
    const inspection = inspectRequest({ headers: [], body: Buffer.from(JSON.stringify(good)) }, {}, { reveal: false })
    expect(inspection.payload).toBe(MESSAGE.payload)
    expect(inspection.verdict?.summary).toMatch(/No signing key is known/)
  })

  test('hints at blanks around the key', () => {
    expect(failing(good, `${KEY} `)?.detail).toMatch(/without the blanks/)
  })
})
