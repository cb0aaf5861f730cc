import { createHmac } from 'node:crypto'
import type { Headers } from '#contract/common.ts'
import { describe, expect, test } from 'vitest'
import { build } from './envelope.ts'
import { inspect as inspectRequest } from './inspect.ts'
import { PRIVATE } from './keys.ts'
import { Settings, verifyingKey } from './settings.ts'

const NOW = Date.parse('2026-03-01T12:00:00.000Z')
const secretOf = (fill: number) => `whsec_${Buffer.alloc(32, fill).toString('base64')}`
const [SECRET, OTHER] = [secretOf(1), secretOf(2)]
const BODY = '{"type":"user.created", "timestamp":"2026-03-01T11:59:00Z","data":{"name":"Ås"}}'
const settings = (over: object = {}): Settings => Settings.parse({ secret: SECRET, ...over })
const sent = (over: object = {}) => build({ id: 'msg_1', payload: BODY }, settings(over), NOW)
const inspect = (request: ReturnType<typeof sent>, given: object = { secret: SECRET }, now = NOW, reveal = false) => inspectRequest(request, given, { now, reveal })
const hmac = (key: string | Buffer, of: string) => createHmac('sha256', key).update(of).digest()
/** A request with one header in another form, or without it. */
const withHeader = (name: string, value: string | undefined) => {
  const request = sent()
  const rest = request.headers.filter(([one]) => one !== name)
  return { ...request, headers: value === undefined ? rest : ([...rest, [name, value]] satisfies Headers) }
}

describe('a genuine request', () => {
  test('shows each step of the derivation, the secret only when asked', () => {
    const { parts, payload, verdict } = inspect(sent())
    const signature = hmac(Buffer.alloc(32, 1), `msg_1.1772366400.${BODY}`).toString('base64')
    expect(payload).toBe(BODY)
    expect(parts.map(({ label, value }) => [label, value])).toEqual([['webhook-id', 'msg_1'], ['webhook-timestamp', '1772366400'], ['webhook-signature', `v1,${signature}`], ['Body: type', 'user.created'], ['Body: timestamp', '2026-03-01T11:59:00Z']])
    expect(verdict?.steps.map(({ value }) => value)).toEqual([`msg_1\n1772366400\nv1,${signature}`, '2026-03-01T12:00:00.000Z', '••••••••', `msg_1.1772366400.${BODY}`, signature, `v1,${signature}`])
    expect(verdict).toMatchObject({ ok: true, summary: 'The signature is right. The body is what the holder of the secret sent.' })
    expect(inspect(sent(), { secret: SECRET }, NOW, true).verdict?.steps[2]?.value).toBe(SECRET)
  })

  test.each(['svix-', 'both'])('may have the header names of %s', (headerNames) => {
    expect(inspect(sent({ headerNames })).verdict?.ok).toBe(true)
  })

  test('during a rotation is right by either secret, and says which signature it was', () => {
    const request = sent({ oldSecrets: [`${OTHER} until 2026-03-02T12:00:00Z`] })
    expect(inspect(request).verdict?.summary).toMatch(/^Signature 1 of 2 is right\./)
    expect(inspect(request, { secret: OTHER }).verdict?.summary).toMatch(/^Signature 2 of 2 is right\./)
  })

  test('from before a rotation is right by the old secret of then', () => {
    const { verdict } = inspect(sent(), { secret: OTHER, oldSecrets: [`${SECRET} until 2026-03-02T12:00:00.000Z`] })
    expect(verdict).toMatchObject({ ok: true, summary: expect.stringMatching(/made with an old secret that signs until 2026-03-02T12:00:00\.000Z/) })
    expect(verdict?.steps[2]?.detail).toMatch(/^An old secret/)
  })

  test('of ed25519 is right by the public key as well as by the private one', () => {
    const secret = PRIVATE + Buffer.alloc(32, 7).toString('base64')
    for (const known of [secret, verifyingKey(secret)]) expect(inspect(sent({ secret }), { secret: known }).verdict).toMatchObject({ ok: true, summary: expect.stringMatching(/the private key sent/) })
    expect(JSON.stringify(inspect(sent({ secret }), { secret }))).not.toContain(secret)
    expect(inspect(sent({ secret }), { secret: verifyingKey(PRIVATE + Buffer.alloc(32, 8).toString('base64')) }).verdict?.summary).toMatch(/not the one that this key gives/)
  })
})

describe('a request that is not right', () => {
  const content = `msg_1.1772366400.${BODY}`
  const key = Buffer.alloc(32, 1)
  test.each<[string, ReturnType<typeof sent>, string, RegExp]>([
    ['without an id', withHeader('webhook-id', undefined), 'Read the headers', /^The header webhook-id is missing\.$/],
    ['with an empty signature', withHeader('webhook-signature', ''), 'Read the headers', /^The header webhook-signature is missing\.$/],
    ['without any header', { headers: [], body: Buffer.from(BODY) }, 'Read the headers', /^The headers webhook-id and webhook-timestamp and webhook-signature are missing\.$/],
    ['with two ids', { ...sent(), headers: [...sent().headers, ['Webhook-Id', 'msg_2']] }, 'Read the headers', /webhook-id comes more than once/],
    ['with a timestamp in words', withHeader('webhook-timestamp', '2026-03-01T12:00:00Z'), 'Check the timestamp', /no whole number of seconds/],
    ['with a timestamp in milliseconds', withHeader('webhook-timestamp', '1772366400000'), 'Check the timestamp', /in milliseconds/],
    ['signed by another', build({ id: 'msg_1', payload: BODY }, settings({ secret: OTHER }), NOW), 'Compare with each signature', /The signature is not the one that this secret gives/],
    ['signed by others', build({ id: 'msg_1', payload: BODY }, settings({ secret: OTHER, oldSecrets: [`${secretOf(3)} until 2027-01-01T00:00:00Z`] }), NOW), 'Compare with each signature', /None of the 2 signatures is the one/],
    ['with a changed body', { ...sent(), body: Buffer.from(BODY.replace('Ås', 'As')) }, 'Compare with each signature', /changed on the way/],
    ['of the other scheme', sent({ secret: PRIVATE + key.toString('base64') }), 'Compare with each signature', /no v1 signature, which a symmetric secret makes: only v1a/],
    ['without a scheme', withHeader('webhook-signature', hmac(key, content).toString('base64')), 'Compare with each signature', /begins with its scheme and a comma/],
    ['in hex', withHeader('webhook-signature', `v1,${hmac(key, content).toString('hex')}`), 'Compare with each signature', /written in hex/],
    ['without padding', withHeader('webhook-signature', `v1,${hmac(key, content).toString('base64').replace('=', '')}`), 'Compare with each signature', /without padding/],
    ['whose secret was not decoded', withHeader('webhook-signature', `v1,${hmac(SECRET.slice(6), content).toString('base64')}`), 'Compare with each signature', /used as text/],
    ['whose secret was used with its prefix', withHeader('webhook-signature', `v1,${hmac(SECRET, content).toString('base64')}`), 'Compare with each signature', /used as text/],
    ['of the body alone', withHeader('webhook-signature', `v1,${hmac(key, BODY).toString('base64')}`), 'Compare with each signature', /The body alone was signed/],
    ['of the body written anew', withHeader('webhook-signature', `v1,${hmac(key, `msg_1.1772366400.${JSON.stringify(JSON.parse(BODY))}`).toString('base64')}`), 'Compare with each signature', /parsed and written anew/],
  ])('says what is wrong %s, and at which step', (_, request, title, why) => {
    const { verdict } = inspect(request)
    expect(verdict).toMatchObject({ ok: false, summary: expect.stringMatching(why) })
    expect(verdict?.steps.find(({ ok }) => ok === false)).toMatchObject({ title, detail: expect.stringMatching(why) })
    expect(verdict?.steps).toHaveLength(6)
  })

  test.each<[string, number, RegExp]>([
    ['301 s ago', NOW + 301_000, /too old: it is 301 s behind now, and 300 s are the most/],
    ['301 s ahead', NOW - 301_000, /too new: it is 301 s ahead of now/],
  ])('tells a timestamp from %s, and that the signature is right all the same', (_, now, why) => {
    const { verdict } = inspect(sent(), { secret: SECRET }, now)
    expect(verdict).toMatchObject({ ok: false, summary: expect.stringMatching(why) })
    expect(verdict?.summary).toMatch(/The signature itself is right\.$/)
    expect(verdict?.steps.map(({ ok }) => ok)).toEqual([true, false, true, null, null, true])
  })

  test('takes an id beyond ASCII for the bytes that it is', () => {
    const id = Buffer.from('msg_Å').toString('latin1')
    const signature = `v1,${hmac(key, `msg_Å.1772366400.${BODY}`).toString('base64')}`
    expect(inspect({ headers: [['webhook-id', id], ['webhook-timestamp', '1772366400'], ['webhook-signature', signature]], body: Buffer.from(BODY) }).verdict?.ok).toBe(true)
  })

  test('takes one from exactly 5 minutes ago, or ahead', () => {
    for (const now of [NOW + 300_999, NOW - 300_000]) expect(inspect(sent(), { secret: SECRET }, now).verdict?.ok).toBe(true)
  })

  test.each<[unknown, RegExp]>([
    [undefined, /No secret is known here/],
    ['helloWorld', /must begin with whsec_/],
    ['whsec_c2hvcnQ=', /has 5 bytes/],
  ])('says when the secret %j is of no use', (secret, why) => {
    expect(inspect(sent(), { secret }).verdict).toMatchObject({ ok: false, summary: expect.stringMatching(why) })
  })
})
