/** Requests of senders that got something wrong, signed here with plain node:crypto: the explanation names what it was. */
import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import type { Headers } from '#contract/common.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { explain, type Why } from '#engine/receive/explain/explain.ts'
import type { KnownSecret } from '#engine/receive/explain/keys.ts'
import { createVerify } from '#engine/receive/verify.ts'
import { Webhook as StandardWebhook } from 'standardwebhooks'
import { Webhook as Svix } from 'svix'
import { readProviderFile } from '#providers/from-file/read.ts'
import { everyProvider } from '../helpers/every-provider.ts'
import { startForTest } from '../helpers/hookwright.ts'

const NOW = Date.UTC(2026, 2, 1)
const SECONDS = String(NOW / 1000)
/** Of different lengths on purpose: digits that base64 and hex can be read from. */
const SECRET = 'deadbeef0123'
const WHSEC = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const JSON_TEXT = '{"b":1, "a": "caf\u00e9/x", "big": 9007199254740993}\n'

const NEW: KnownSecret = { text: 'new', scheme: 'members', owner: { title: 'the Signing Key of reg_3', registration: 'reg_3' } }

/** Signs as Discord does: ed25519, in hex. */
const discord = readProviderFile(`
id: discord
title: Discord
description: Interactions.
settings: [{ key: key, label: Key, type: string, secret: true, required: true, source: documented }]
headers: { X-Signature-Timestamp: "{timestamp}" }
signing: [{ algorithm: ed25519, key: { setting: key, encoding: hex }, content: "{timestamp}{body}", header: X-Signature-Ed25519, source: documented }]
triggers: [{ name: ping, description: A ping., samples: [{ type: 1 }] }]
`)
if ('faults' in discord) throw new Error(JSON.stringify(discord.faults))
const providers = new Map([...everyProvider, discord.provider].map((provider) => [provider.id, provider]))
const verify = createVerify(providers, { debug: () => {}, info: () => {}, warn: () => {}, error: (details) => expect.fail(JSON.stringify(details)) })

interface Sent {
  readonly headers: Headers
  readonly body?: string | Buffer
  readonly secret?: string
  readonly others?: readonly KnownSecret[]
  readonly at?: number
}

const why = (scheme: string, { headers, body = JSON_TEXT, secret = SECRET, others = [], at = NOW }: Sent): Promise<Why> =>
  explain({ providers, verify }, { method: 'POST', target: '/hooks?x=1', headers: [['Host', 'app.example'], ...headers], body: Buffer.from(body) }, { scheme, secret }, others, at)

const hmac = (key: string | Buffer, content: string | Buffer, algorithm = 'sha256') => createHmac(algorithm, key).update(content)
const hex = (key: string | Buffer, content: string | Buffer, algorithm?: string): string => hmac(key, content, algorithm).digest('hex')
const base64 = (key: string | Buffer, content: string | Buffer): string => hmac(key, content).digest('base64')
const shopify = (signature: string): Headers => [['X-Shopify-Hmac-Sha256', signature]]
const stripe = (content: string, time = SECONDS): Headers => [['Stripe-Signature', `t=${time},v1=${hex(SECRET, content)}`]]
const slack = (content: string): Headers => [['X-Slack-Request-Timestamp', SECONDS], ['X-Slack-Signature', `v0=${hex(SECRET, content)}`]]
const github = (content: string | Buffer): Headers => [['X-Hub-Signature', `sha1=${hex(SECRET, content, 'sha1')}`], ['X-Hub-Signature-256', `sha256=${hex(SECRET, content)}`]]
const standard = (key: string | Buffer, content: string, prefix = 'webhook-'): Headers => [[`${prefix}id`, 'msg_1'], [`${prefix}timestamp`, SECONDS], [`${prefix}signature`, `v1,${base64(key, content)}`]]
/** What its registrations show to the author of a receiver. */
const shownKey = (privateText: string): unknown => discord.provider.facts({ account: '1', settings: { key: privateText } })[0]?.value
const pair = generateKeyPairSync('ed25519')
const publicBytes = Buffer.from(pair.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')
const PUBLIC = `public:${publicBytes.toString('hex')}`
const WHPK = `whpk_${publicBytes.toString('base64')}`
const ed25519 = (content: string, encoding: 'hex' | 'base64'): string => sign(null, Buffer.from(content), pair.privateKey).toString(encoding)
const interaction = (content: string): Headers => [['X-Signature-Timestamp', SECONDS], ['X-Signature-Ed25519', ed25519(content, 'hex')]]
const asymmetric = (content: string): Headers => [['webhook-id', 'msg_1'], ['webhook-timestamp', SECONDS], ['webhook-signature', `v1a,${ed25519(content, 'base64')}`]]
/** What the libraries of the standard make of a body, under their names of the headers. */
const byLibrary = (library: StandardWebhook | Svix, text: string, prefix = 'webhook-'): Headers => [[`${prefix}id`, 'msg_1'], [`${prefix}timestamp`, SECONDS], [`${prefix}signature`, library.sign('msg_1', new Date(NOW), text)]]
const key = Buffer.from(WHSEC.slice(6), 'base64')
const said = `msg_1.${SECONDS}.${JSON_TEXT}`
const pushed = (text: string, hash: string): string => JSON.stringify({ message: { data: Buffer.from(text).toString('base64'), attributes: { hash } } })

describe('what is signed as it should be', () => {
  it.each([
    ['github', { headers: github(JSON_TEXT) }],
    ['stripe', { headers: stripe(`${SECONDS}.${JSON_TEXT}`) }],
    ['slack', { headers: slack(`v0:${SECONDS}:${JSON_TEXT}`) }],
    ['shopify', { headers: shopify(base64(SECRET, JSON_TEXT)) }],
    ['standard-webhooks', { secret: WHSEC, headers: standard(key, said) }],
    ['standard-webhooks', { secret: WHSEC, headers: standard(key, said, 'svix-') }],
    ['standard-webhooks', { secret: WHSEC, headers: byLibrary(new StandardWebhook(WHSEC), JSON_TEXT) }],
    ['standard-webhooks', { secret: WHSEC, headers: byLibrary(new Svix(WHSEC), JSON_TEXT, 'svix-') }],
    ['standard-webhooks', { secret: WHPK, headers: asymmetric(said) }],
    ['discord', { secret: PUBLIC, headers: interaction(SECONDS + JSON_TEXT) }],
    ['members', { headers: [], body: pushed('{"a":1}', base64(SECRET, '{"a":1}')) }],
  ] as [string, Sent][])('%s is explained by its steps alone', async (scheme, sent) => {
    expect(await why(scheme, sent)).toMatchObject({ verdict: { ok: true }, mistakes: [], tried: 0, complete: true })
  })

  it('is never explained as wrong, whatever the body and the secret are', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ minLength: 1 }), fc.uint8Array(), async (secret, bytes) => {
        const body = Buffer.from(bytes)
        expect(await why('shopify', { secret, body, headers: shopify(base64(secret, body)) })).toMatchObject({ verdict: { ok: true }, mistakes: [] })
      }),
    )
  })
})

/** Their signatures have characters that only base64url has, and none of those. */
const bodyWith = (fits: RegExp): string => {
  for (let n = 0; ; n++) if (fits.test(hmac(SECRET, `{"n":${n}}`).digest('base64url'))) return `{"n":${n}}`
}
const URL_BODY = bodyWith(/[-_]/)
const PLAIN_BODY = bodyWith(/^[A-Za-z0-9]+$/)

const mistakes: [string, string, string[], Sent][] = [
  ['a secret decoded that is text', 'shopify', ['secret-from-hex'], { headers: shopify(base64(Buffer.from(SECRET, 'hex'), JSON_TEXT)) }],
  ['a secret of base64 used as text', 'standard-webhooks', ['secret-as-text'], { secret: WHSEC, headers: standard(WHSEC.slice(6), said) }],
  ['a secret used with its prefix', 'standard-webhooks', ['secret-with-prefix'], { secret: WHSEC, headers: standard(WHSEC, said) }],
  ['a secret with a line end', 'stripe', ['secret-with-newline'], { headers: [['Stripe-Signature', `t=${SECONDS},v1=${hex(`${SECRET}\n`, `${SECONDS}.${JSON_TEXT}`)}`]] }],
  ['another secret of the workspace', 'shopify', ['other-secret'], { others: [NEW], headers: shopify(base64('new', JSON_TEXT)) }],
  ['the scheme of another provider', 'github', ['other-scheme'], { headers: stripe(`${SECONDS}.${JSON_TEXT}`) }],
  ['the scheme of another provider, where nothing can be read', 'members', ['other-scheme'], { headers: shopify(base64(SECRET, JSON_TEXT)) }],
  ['the scheme and the secret of a registration', 'stripe', ['other-secret', 'other-scheme'], { others: [NEW], headers: [], body: pushed('x', base64('new', 'x')) }],
  ['hex for base64', 'shopify', ['written-hex'], { headers: shopify(hex(SECRET, JSON_TEXT)) }],
  ['base64url', 'shopify', ['written-base64url'], { body: URL_BODY, headers: shopify(hmac(SECRET, URL_BODY).digest('base64url')) }],
  ['base64 without padding', 'shopify', ['written-unpadded'], { body: PLAIN_BODY, headers: shopify(hmac(SECRET, PLAIN_BODY).digest('base64url')) }],
  ['base64 for hex', 'stripe', ['written-base64'], { headers: [['Stripe-Signature', `t=${SECONDS},v1=${base64(SECRET, `${SECONDS}.${JSON_TEXT}`)}`]] }],
  ['another header', 'shopify', ['place'], { headers: [['X-Signature', base64(SECRET, JSON_TEXT)]] }],
  ['SHA-1', 'shopify', ['algorithm'], { headers: shopify(hmac(SECRET, JSON_TEXT, 'sha1').digest('base64')) }],
  ['SHA-512', 'members', ['algorithm'], { headers: [], body: pushed('x', hmac(SECRET, 'x', 'sha512').digest('base64')) }],
  ['the text in base64', 'members', ['other-part'], { headers: [], body: pushed('{"a":1}', base64(SECRET, Buffer.from('{"a":1}').toString('base64'))) }],
  ['JSON written anew', 'github', ['body-rewritten'], { headers: github(JSON.stringify(JSON.parse(JSON_TEXT))) }],
  ['JSON as Python writes it', 'github', ['body-spaced'], { body: '{"a":[1,"\u00e9"]}', headers: github('{"a": [1, "\\u00e9"]}') }],
  ['JSON indented', 'github', ['body-pretty'], { headers: github(JSON.stringify(JSON.parse(JSON_TEXT), null, 2)) }],
  ['JSON with sorted names', 'github', ['body-sorted'], { body: '{"b":1,"a":{"d":1,"c":2}}', headers: github('{"a":{"c":2,"d":1},"b":1}') }],
  ['JSON as PHP writes it', 'github', ['body-escaped'], { body: '{"a":"caf\u00e9/x"}', headers: github('{"a":"caf\\u00e9\\/x"}') }],
  ['the line end left out', 'github', ['body-newline-removed'], { headers: github(JSON_TEXT.trimEnd()) }],
  ['a line end too much', 'github', ['body-newline-added'], { body: '{}', headers: github('{}\n') }],
  ['CR LF', 'github', ['body-line-ends'], { body: '{\n}\n', headers: github('{\r\n}\r\n') }],
  ['Latin-1', 'github', ['body-latin1'], { body: '"caf\u00e9"', headers: github(Buffer.from('"caf\u00e9"', 'latin1')) }],
  ['nothing', 'github', ['body-empty'], { headers: github('') }],
  ['the body without its timestamp', 'stripe', ['body-alone'], { headers: stripe(JSON_TEXT) }],
  ['the body without id and timestamp', 'standard-webhooks', ['body-alone'], { secret: WHSEC, headers: standard(key, JSON_TEXT) }],
  ['no id', 'standard-webhooks', ['part-missing'], { secret: WHSEC, headers: standard(key, `${SECONDS}.${JSON_TEXT}`) }],
  ['milliseconds', 'slack', ['milliseconds'], { headers: slack(`v0:${NOW}:${JSON_TEXT}`) }],
  ['no full stops', 'standard-webhooks', ['separators'], { secret: WHSEC, headers: standard(key, `msg_1${SECONDS}${JSON_TEXT}`) }],
  ['the URL too', 'shopify', ['url-signed'], { headers: shopify(base64(SECRET, `https://app.example/hooks?x=1${JSON_TEXT}`)) }],
  ['method and path too', 'shopify', ['method-signed'], { headers: shopify(base64(SECRET, `POST/hooks?x=1${JSON_TEXT}`)) }],
  ['a clock that is wrong', 'stripe', ['time'], { at: NOW + 3_600_000, headers: stripe(`${SECONDS}.${JSON_TEXT}`) }],
  ['a timestamp in milliseconds, header and all', 'stripe', ['time'], { headers: stripe(`${NOW}.${JSON_TEXT}`, String(NOW)) }],
  ['JSON written anew by a sender with the library', 'standard-webhooks', ['body-rewritten'], { secret: WHSEC, headers: byLibrary(new Svix(WHSEC), JSON.stringify(JSON.parse(JSON_TEXT))) }],
  ['the names of Svix with a body written anew', 'standard-webhooks', ['body-rewritten'], { secret: WHSEC, headers: byLibrary(new Svix(WHSEC), JSON.stringify(JSON.parse(JSON_TEXT)), 'svix-') }],
  ['JSON written anew, of ed25519', 'discord', ['body-rewritten'], { secret: PUBLIC, headers: interaction(SECONDS + JSON.stringify(JSON.parse(JSON_TEXT))) }],
  ['milliseconds, of ed25519', 'discord', ['milliseconds'], { secret: PUBLIC, headers: interaction(NOW + JSON_TEXT) }],
  ['the body alone, of ed25519', 'standard-webhooks', ['body-alone'], { secret: WHPK, headers: asymmetric(JSON_TEXT) }],
  ['two mistakes', 'shopify', ['secret-from-hex', 'body-rewritten'], { headers: shopify(base64(Buffer.from(SECRET, 'hex'), JSON.stringify(JSON.parse(JSON_TEXT)))) }],
  ['two others', 'shopify', ['body-rewritten', 'written-hex'], { headers: shopify(hex(SECRET, JSON.stringify(JSON.parse(JSON_TEXT)))) }],
]

describe('a mistake is named', () => {
  it.each(mistakes)('%s (%s)', async (_, scheme, ids, sent) => {
    const { verdict, mistakes: found, summary } = await why(scheme, sent)
    expect(verdict?.ok).toBe(false)
    expect(found.map(({ id }) => id)).toEqual(ids)
    for (const { title, advice } of found) {
      expect(summary).toContain(title)
      expect(advice).toMatch(/^[A-Z].+\.$/)
    }
  })

  it('with the bytes that were signed, where it is in the body', async () => {
    const signed = JSON.stringify(JSON.parse(JSON_TEXT))
    expect(Buffer.from((await why('github', { headers: github(signed) })).signed ?? []).toString()).toBe(signed)
    expect((await why('shopify', { headers: shopify(hex(SECRET, JSON_TEXT)) })).signed).toBeNull()
  })

  it('and no secret is told', async () => {
    const told = JSON.stringify(await Promise.all(mistakes.map(([, scheme, , sent]) => why(scheme, sent))))
    for (const secret of [SECRET, WHSEC, WHSEC.slice(6)]) expect(told).not.toContain(secret)
    expect((await why('shopify', { others: [NEW], headers: shopify(base64('new', JSON_TEXT)) })).secret).toBe(NEW.owner)
  })
})

it('shows the author of a receiver the public key of a registration', () => {
  const seed = pair.privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32).toString('hex')
  expect(shownKey(seed)).toBe(publicBytes.toString('hex'))
})

describe('what no usual mistake explains', () => {
  it.each([
    ['members', { headers: [], body: pushed('x', base64('unknown', 'x')) }],
    ['shopify', { headers: shopify(base64('unknown', JSON_TEXT)) }],
    ['github', { headers: github(`${JSON_TEXT}changed`) }],
    ['standard-webhooks', { secret: WHSEC, headers: standard('unknown', said) }],
    ['discord', { secret: PUBLIC, headers: interaction('changed') }],
  ] as [string, Sent][])('%s says so, and how much was tried', async (scheme, sent) => {
    const { summary, mistakes: found, tried, looked, complete } = await why(scheme, sent)
    expect(summary).toContain('None of the usual mistakes explains it')
    expect(found).toEqual([])
    expect(tried).toBeGreaterThan(100)
    expect(looked[0]).toMatch(/^The secret of the inbox, read in /)
    expect(complete).toBe(true)
  })

  it('without a signature nothing is tried', async () => {
    expect(await why('shopify', { headers: [] })).toMatchObject({ mistakes: [], tried: 0 })
  })

  it('ends for a body of any size, and says what was not tried', async () => {
    const body = Buffer.alloc(9 * 2 ** 20, 0x20)
    expect(await why('stripe', { body, headers: [['Stripe-Signature', `t=${SECONDS},v1=${'0'.repeat(64)}`]] })).toMatchObject({ mistakes: [], complete: false })
  })
})

it('is asked for over the API, which knows the secrets of the registrations', async () => {
  const { client } = await startForTest()
  const inbox = await client.call('createInbox', { body: { name: 'shop', verify: { scheme: 'shopify', secret: 'of yesterday' } } })
  await client.call('createRegistration', { body: { provider: 'members', url: 'http://127.0.0.1:9/', settings: { secret: 'of today' } } })
  const signed = '{"id":1,"name":"x"}'
  await fetch(inbox.url ?? '', { method: 'POST', headers: { 'X-Shopify-Hmac-Sha256': base64('of today', signed) }, body: '{"id": 1, "name": "x"}' })
  const [capture] = (await client.call('listCaptures', { params: { id: 'shop' } })).items
  const explained = await client.call('explainCapture', { params: { id: capture?.id ?? '' } })
  expect(explained).toMatchObject({
    verdict: { ok: false },
    mistakes: [{ id: 'other-secret' }, { id: 'body-rewritten' }],
    secret: { title: 'the Signing Key of reg_1', registration: 'reg_1' },
    body: { mark: 'changed', kind: 'json', sameValue: true, spelling: ['whitespace'], sizes: { a: signed.length, b: signed.length + 3 } },
  })
  expect(JSON.stringify(explained)).not.toMatch(/of (today|yesterday)"/)

  await client.call('changeInbox', { params: { id: 'shop' }, body: { verify: null } })
  expect(await client.call('explainCapture', { params: { id: capture?.id ?? '' } })).toMatchObject({ verdict: null, summary: 'Its inbox verifies nothing: choose a scheme for it first.' })
  await expect(client.call('explainCapture', { params: { id: 'cap_99' } })).rejects.toMatchObject({ code: 'not_found' })
})

it('names the new secret after a rotation, and the inbox takes it over without being told it', async () => {
  const { client } = await startForTest({ clock: 'virtual' })
  const { id, url } = await client.call('createInbox', { body: { name: 'app', verify: { scheme: 'standard-webhooks', secret: WHSEC } } })
  const registration = await client.call('createRegistration', { body: { provider: 'standard-webhooks', url: url ?? '', settings: { secret: WHSEC } } })
  await client.call('runAction', { params: { id: registration.id, action: 'rotate-secret' } })
  await client.call('advanceClock', { body: { ms: 25 * 3_600_000 } })
  await client.call('fireEvent', { params: { provider: 'standard-webhooks' }, body: { trigger: 'user.created' } })
  await client.call('advanceClock', { body: { to: 'idle' } })
  const [capture] = (await client.call('listCaptures', { params: { id } })).items
  expect(capture?.verdict?.ok, 'the old secret signs no more').toBe(false)

  const explain = () => client.call('explainCapture', { params: { id: capture?.id ?? '' } })
  expect(await explain()).toMatchObject({ mistakes: [{ id: 'other-secret' }], secret: { title: `the Secret of ${registration.id}`, registration: registration.id } })
  const changed = await client.call('changeInbox', { params: { id }, body: { verify: { scheme: 'standard-webhooks', secretOf: registration.id } } })
  expect(changed.verify).toEqual({ scheme: 'standard-webhooks', secret: null })
  expect(await explain()).toMatchObject({ verdict: { ok: true }, mistakes: [], summary: 'It holds with the secret that the inbox has now.' })

  const taking = (verify: object) => client.call('changeInbox', { params: { id }, body: { verify: { scheme: 'standard-webhooks', ...verify } } })
  await expect(taking({ secretOf: 'reg_99' })).rejects.toMatchObject({ code: 'not_found' })
  await expect(taking({ secretOf: registration.id, secret: WHSEC })).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('either') })
})
