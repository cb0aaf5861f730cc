import { createHmac, generateKeyPairSync, verify } from 'node:crypto'
import { Signing } from '#contract/provider-file.ts'
import { expect, test } from 'vitest'
import { signatureHeader, verifySignature, type SignatureContext } from './signature.ts'

const NOW = 1_741_944_413_000
const BODY = Buffer.from('{"id":1}')
const stripe = Signing.parse({ algorithm: 'hmac-sha256', key: { setting: 'secret' }, content: '{timestamp}.{body}', header: 'Stripe-Signature', format: 't={timestamp},v1={signature}', source: 'documented' })
const context = (over: Partial<SignatureContext> = {}): SignatureContext => ({ secret: 'k', now: NOW, reveal: false, timestamp: { unit: 'seconds', tolerance: 300_000 }, value: () => undefined, ...over })
const mac = (text: string, key = 'k'): string => createHmac('sha256', key).update(text).digest('hex')
const read = (header: string, over: Partial<SignatureContext> = {}, body = BODY) => verifySignature(stripe, { headers: [['stripe-signature', header]], body }, context(over))

const t = String(NOW / 1_000)
const good = `t=${t},v1=${mac(`${t}.${BODY.toString()}`)}`

test('what was made by the vendor is taken, whatever else stands in its header', () => {
  expect(read(good).failed).toBeNull()
  expect(read(`t=${t}, v0=${'0'.repeat(64)}, v1=${'1'.repeat(64)}, v1=${mac(`${t}.${BODY.toString()}`)}`).failed).toBeNull()
  expect(read(good).steps.map(({ title }) => title)).toEqual([
    'Read Stripe-Signature',
    'Compare the timestamp with the time',
    'Put together what is signed',
    'Take the key',
    'HMAC-SHA-256, written in hex',
    'Compare with Stripe-Signature',
  ])
})

test.each([
  ['another body', () => read(good, {}, Buffer.from('{"id":2}')), 'not that of this content'],
  ['another key', () => read(good, { secret: 'other' }), 'not that of this content'],
  ['no key', () => read(good, { secret: undefined }), 'No key is known here'],
  ['a signature that is cut off', () => read(good.slice(0, -2)), 'not that of this content'],
  ['a signature with something behind it', () => read(`${good}zz`), 'not that of this content'],
  ['no header', () => verifySignature(stripe, { headers: [], body: BODY }, context()), 'has no header'],
  ['a header of another form', () => read('sha256=abc'), 'is not of the form'],
  ['no timestamp', () => read(`v1=${mac('x')}`), 'has no timestamp'],
  ['a timestamp that is none', () => read('t=soon,v1=00'), 'is not a time'],
  ['a timestamp too long ago', () => read(good, { now: NOW + 300_001 }), '300 s is the most'],
  ['a timestamp too far ahead', () => read(good, { now: NOW - 300_001 }), '300 s is the most'],
])('%s is refused, and says why at the step that failed', (_what, verdict, why) => {
  const { failed, steps } = verdict()
  expect(failed).toContain(why)
  expect(steps.at(-1)?.ok).toBe(false)
})

test('the key is shown to whoever asks for it alone', () => {
  expect(JSON.stringify(read(good, { secret: 'very-secret' }))).not.toContain('very-secret')
  expect(JSON.stringify(read(good, { secret: 'very-secret', reveal: true }))).toContain('very-secret')
})

test('an ed25519 signature is one that the public key holds for', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const secret = `whsk_${privateKey.export({ format: 'der', type: 'pkcs8' }).subarray(-32).toString('base64')}`
  const signing = Signing.parse({ algorithm: 'ed25519', key: { setting: 'key', encoding: 'base64', prefix: 'whsk_' }, content: '{id}.{body}', encoding: 'base64', header: 'X-Sig', format: 'v1a {signature}', source: 'documented' })
  const header = signatureHeader(signing, secret, () => 'msg_1', BODY)
  const signature = Buffer.from(header[1].replace('v1a ', ''), 'base64')
  expect(verify(null, Buffer.concat([Buffer.from('msg_1.'), BODY]), publicKey, signature)).toBe(true)
  expect(verifySignature(signing, { headers: [header], body: BODY }, context({ secret, value: () => 'msg_1' })).failed).toBeNull()
  expect(verifySignature(signing, { headers: [header], body: BODY }, context({ secret, value: () => 'msg_2' })).failed).toContain('not that of this content')

  const known = `public:${Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('base64')}`
  expect(verifySignature(signing, { headers: [header], body: BODY }, context({ secret: known, value: () => 'msg_1' })).failed).toBeNull()
  expect(verifySignature(signing, { headers: [header], body: BODY }, context({ secret: known, value: () => 'msg_2' })).failed).toContain('not that of this content')
  expect(verifySignature(signing, { headers: [header], body: BODY }, context({ secret: 'public:abc', value: () => 'msg_1' })).failed).toContain("can't be used")
  expect(() => signatureHeader(signing, known, () => 'msg_1', BODY)).toThrow("can't sign")
})
