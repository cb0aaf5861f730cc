import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto'
import { Webhook } from 'standardwebhooks'
import { describe, expect, test } from 'vitest'
import { runAction } from './actions.ts'
import { address } from './audience.ts'
import { complete, sample, TRIGGERS } from './catalog.ts'
import { build } from './envelope.ts'
import { PRIVATE, PUBLIC, SYMMETRIC } from './keys.ts'
import { facts, OVERLAP_MS, rotated, Settings } from './settings.ts'

const NOW = Date.parse('2026-03-01T12:00:00.750Z')
const secretOf = (fill: number, bytes = 32): string => SYMMETRIC + Buffer.alloc(bytes, fill).toString('base64')
const settings = (over: object = {}): Settings => Settings.parse({ secret: secretOf(1), ...over })
const header = (request: ReturnType<typeof build>, name: string): string => request.headers.find(([one]) => one === name)?.[1] ?? ''
const MESSAGE = { id: 'msg_1', payload: '{"type":"user.created","timestamp":"2026-03-01T12:00:00.000Z","data":{"name":"Ås"}}' }

describe('a secret', () => {
  const faultOf = (secret: unknown): string => Settings.safeParse({ secret }).error?.issues[0]?.message ?? ''

  test.each([24, 32, 64])('of %d bytes signs symmetrically', (bytes) => {
    expect(settings({ secret: secretOf(1, bytes) }).secret).toBe(secretOf(1, bytes))
  })

  test.each<[string, unknown, RegExp]>([
    ['too few bytes', secretOf(1, 23), /has 23 bytes; 24 to 64/],
    ['too many bytes', secretOf(1, 65), /has 65 bytes; 24 to 64/],
    ['no prefix', Buffer.alloc(32).toString('base64'), /must begin with whsec_/],
    ['another alphabet', 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw-_', /is not base64/],
    ['no padding', secretOf(1).replace('=', ''), /is not base64/],
    ['nothing', '', /must begin with whsec_/],
    ['a public key', PUBLIC + Buffer.alloc(32).toString('base64'), /public key, which verifies but cannot sign/],
    ['a private key that is too short', PRIVATE + Buffer.alloc(31).toString('base64'), /has 31 bytes; 32 or 64/],
    ['a private key with the public half of another', PRIVATE + Buffer.alloc(64).toString('base64'), /not the public key of the first/],
    ['no text', 5, /is text/],
  ])('is refused with %s, without being told', (_, secret, why) => {
    expect(faultOf(secret)).toMatch(why)
    if (typeof secret === 'string' && secret.length > 10) expect(faultOf(secret)).not.toContain(secret.slice(6))
  })

  test.each<[string, string, RegExp]>([
    ['no time', secretOf(2), /write the secret, "until" and a UTC time/],
    ['a time without zone', `${secretOf(2)} until 2026-03-02T12:00:00`, /UTC time/],
    ['a day that is not there', `${secretOf(2)} until 2026-13-02T12:00:00Z`, /UTC time/],
    ['a bad secret', 'whsec_AAAA until 2026-03-02T12:00:00Z', /has 3 bytes/],
  ])('as an old one is refused with %s', (_, text, why) => {
    expect(Settings.safeParse({ secret: secretOf(1), oldSecrets: [text] }).error?.issues[0]?.message).toMatch(why)
  })
})

describe('an attempt', () => {
  test('is signed with its own time; the id and the body stay', () => {
    const [first, later] = [build(MESSAGE, settings(), NOW), build(MESSAGE, settings(), NOW + 300_000)]
    expect(first.headers.map(([name]) => name)).toEqual(['Content-Type', 'webhook-id', 'webhook-timestamp', 'webhook-signature'])
    expect([header(first, 'webhook-timestamp'), header(later, 'webhook-timestamp')]).toEqual(['1772366400', '1772366700'])
    expect(header(later, 'webhook-id')).toBe('msg_1')
    expect(header(later, 'webhook-signature')).not.toBe(header(first, 'webhook-signature'))
    expect(Buffer.from(later.body).toString()).toBe(MESSAGE.payload)
  })

  test('has the signature that the library makes, new secret first, and none of a secret whose time has come', () => {
    const oldSecrets = [`${secretOf(2)} until 2026-03-01T12:00:01Z`, `${secretOf(3)} until 2026-03-01T12:00:00Z`]
    const made = [secretOf(1), secretOf(2)].map((secret) => new Webhook(secret).sign(MESSAGE.id, new Date(NOW), MESSAGE.payload))
    expect(header(build(MESSAGE, settings({ oldSecrets }), NOW), 'webhook-signature')).toBe(made.join(' '))
    expect(header(build(MESSAGE, settings({ oldSecrets }), NOW + 250), 'webhook-signature')).not.toContain(' ')
  })

  test.each(['seed', 'seed and public half'])('is signed with an ed25519 key, given as its %s', (form) => {
    const pair = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' })
    const [seed, half] = [pair.d ?? '', pair.x ?? ''].map((text) => Buffer.from(text, 'base64url')) as [Buffer, Buffer]
    const secret = PRIVATE + Buffer.concat(form === 'seed' ? [seed] : [seed, half]).toString('base64')
    const [scheme, signature = ''] = header(build(MESSAGE, settings({ secret }), NOW), 'webhook-signature').split(',')
    expect(scheme).toBe('v1a')
    const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: pair.x } })
    expect(verify(null, Buffer.from(`msg_1.1772366400.${MESSAGE.payload}`), publicKey, Buffer.from(signature, 'base64'))).toBe(true)
    expect(facts({ settings: settings({ secret }) })).toMatchObject([{ key: 'secret', label: 'Public key', value: PUBLIC + half.toString('base64') }])
  })

  test.each([['svix-', ['svix-id', 'svix-timestamp', 'svix-signature']], ['both', ['webhook-id', 'webhook-timestamp', 'webhook-signature', 'svix-id', 'svix-timestamp', 'svix-signature']]])('under the names of %s', (headerNames, names) => {
    expect(build(MESSAGE, settings({ headerNames }), NOW).headers.slice(1).map(([name]) => name)).toEqual(names)
  })
})

describe('rotating', () => {
  test('makes a new secret, and lets the old one sign for 24 hours', () => {
    const before = settings()
    const { oldSecrets } = rotated(before, NOW)
    expect(rotated(before, NOW)).toEqual({ secret: null, oldSecrets: [`${secretOf(1)} until 2026-03-02T12:00:00.750Z`] })
    const after = settings({ secret: secretOf(2), oldSecrets })
    expect(facts({ settings: after })).toMatchObject([{ label: 'Old secret signs until', value: '2026-03-02T12:00:00.750Z' }])
    expect(header(build(MESSAGE, after, NOW + OVERLAP_MS - 1), 'webhook-signature').split(' ')).toHaveLength(2)
    expect(header(build(MESSAGE, after, NOW + OVERLAP_MS), 'webhook-signature').split(' ')).toHaveLength(1)
  })

  test('forgets old secrets whose time has come, and keeps ten', () => {
    let now = settings()
    for (let n = 0; n < 15; n++) now = Settings.parse({ ...now, ...rotated(now, NOW + n * 1000, secretOf(n + 2)) })
    expect(now.oldSecrets).toHaveLength(10)
    expect(now.oldSecrets.at(-1)).toContain(secretOf(15))
    expect(rotated(now, NOW + 2 * OVERLAP_MS)['oldSecrets']).toHaveLength(1)
  })
})

describe('an event', () => {
  test('goes to endpoints that chose its type, and to those that chose none', () => {
    const to = (eventTypes: string[]) => address({ trigger: 'user.created', data: { id: 'usr_1', n: 9007199254740993n } }, { settings: settings({ eventTypes }) }, { now: () => NOW })
    expect(to([])).toEqual({ payload: '{"type":"user.created","timestamp":"2026-03-01T12:00:00.750Z","data":{"id":"usr_1","n":9007199254740993}}', subject: 'usr_1' })
    expect(to(['invoice.paid', 'user.created'])).toEqual(to([]))
    expect(to(['invoice.paid'])).toEqual({ skip: 'Its endpoint gets invoice.paid only.' })
    expect(Settings.safeParse({ secret: secretOf(1), eventTypes: ['user.renamed'] }).error?.issues[0]?.message).toBe('there is no event type "user.renamed"')
  })

  test('has a name of identifiers with full stops between, and a sample with every property', () => {
    for (const { name, properties } of TRIGGERS) {
      expect(name).toMatch(/^[a-zA-Z0-9_]+(\.[a-zA-Z0-9_]+)+$/)
      for (const seed of [1, 2, 3]) expect(Object.keys(sample(name, seed)).sort()).toEqual(properties.map((property) => property.name).sort())
    }
  })

  test('is a sample with what was given in place', () => {
    const data = complete({ trigger: 'user.created', data: { name: 'Given', role: null, extra: [1] }, seed: 1 })
    expect(data).toMatchObject({ name: 'Given', extra: [1], email: sample('user.created', 1)['email'] })
    expect(data).not.toHaveProperty('role')
    expect(() => complete({ trigger: 'user.create', data: {}, seed: 1 })).toThrow(/Closest are: user\.created/)
  })

  test('that tests an endpoint is of a type that it gets', () => {
    const pressed = runAction('send-test', { settings: settings({ eventTypes: ['order.shipped'] }) }, { now: () => NOW })
    expect(pressed).toMatchObject({ raised: { trigger: 'order.shipped', data: { status: 'shipped' } } })
  })
})
