/** An inbox verifies by a signature that its user describes: what no provider here signs like. */
import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import type { z } from 'zod'
import type { CustomSigning } from '#contract/custom-signing.ts'
import { startForTest } from '../helpers/hookwright.ts'
import { tempDir } from '../helpers/temp-dir.ts'

const hmac = (secret: string | Buffer, content: string, algorithm = 'sha256') => createHmac(algorithm, secret).update(content)

interface Case {
  readonly custom: z.input<typeof CustomSigning>
  readonly secret: string
  /** What a sender of that scheme sends, and one that got the named thing wrong. */
  readonly headers: (body: string, url: URL) => Record<string, string>
  readonly wrong?: (body: string) => Record<string, string>
  readonly mistake?: string
}

const NOW = Date.now()
const TIME = String(Math.floor(NOW / 1000))
const pair = generateKeyPairSync('ed25519')
const publicHex = Buffer.from(pair.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex')

test.each<[string, Case]>([
  ['the body alone, by default', { custom: { header: 'X-Sig' }, secret: 's', headers: (body) => ({ 'X-Sig': hmac('s', body).digest('hex') }), wrong: (body) => ({ 'X-Sig': hmac('s', body).digest('base64') }), mistake: 'written-base64' }],
  [
    'a time and a prefix in one header, SHA-512, a key of hex behind a prefix',
    {
      custom: { algorithm: 'hmac-sha512', key: { encoding: 'hex', prefix: 'key_' }, content: '{timestamp}.{body}', encoding: 'base64', header: 'X-Sig', format: 't={timestamp},s={signature}', timestamp: { toleranceMs: 600_000 } },
      secret: 'key_00ff10',
      headers: (body) => ({ 'X-Sig': `t=${TIME},s=${hmac(Buffer.from('00ff10', 'hex'), `${TIME}.${body}`, 'sha512').digest('base64')}` }),
      wrong: (body) => ({ 'X-Sig': `t=${TIME},s=${hmac('00ff10', `${TIME}.${body}`, 'sha512').digest('base64')}` }),
      mistake: 'secret-as-text',
    },
  ],
  [
    'headers of their own for time and id, and what is asked for',
    {
      custom: { content: '{method}{host}{target}{id}{timestamp}{body}', header: 'X-Sig', headers: { 'X-Time': '{timestamp}', 'X-Id': 'n-{id}' }, timestamp: { unit: 'milliseconds', toleranceMs: 600_000 } },
      secret: 's',
      headers: (body, url) => ({ 'X-Time': String(NOW), 'X-Id': 'n-7', 'X-Sig': hmac('s', `POST${url.host}${url.pathname}${url.search}7${NOW}${body}`).digest('hex') }),
    },
  ],
  [
    'ed25519, with the public key alone',
    {
      custom: { algorithm: 'ed25519', key: { encoding: 'hex' }, content: '{timestamp}{body}', header: 'X-Sig', headers: { 'X-Time': '{timestamp}' } },
      secret: publicHex,
      headers: (body) => ({ 'X-Time': TIME, 'X-Sig': sign(null, Buffer.from(TIME + body), pair.privateKey).toString('hex') }),
      wrong: (body) => ({ 'X-Time': TIME, 'X-Sig': sign(null, Buffer.from(body), pair.privateKey).toString('hex') }),
      mistake: 'body-alone',
    },
  ],
])('%s', async (_, { custom, secret, headers, wrong, mistake }) => {
  const { client } = await startForTest()
  const { id, url } = await client.call('createInbox', { body: { verify: { scheme: 'custom', secret, custom } } })
  const to = new URL(`${url}/a?b=1`)
  const send = (given: Record<string, string>) => fetch(to, { method: 'POST', headers: given, body: '{"a": 1}' })
  await send(headers('{"a": 1}', to))
  await send(headers('{"a":1}', to))
  if (wrong) await send(wrong('{"a": 1}'))
  const captures = (await client.call('listCaptures', { params: { id } })).items.reverse()
  expect(captures.map(({ verdict }) => verdict?.ok)).toEqual([true, false, ...(wrong ? [false] : [])])
  const mistakes = async (at: number) => (await client.call('explainCapture', { params: { id: captures[at]?.id ?? '' } })).mistakes.map((one) => one.id)
  expect(await mistakes(0)).toEqual([])
  expect(await mistakes(1)).toEqual(['body-rewritten'])
  if (wrong) expect(await mistakes(2)).toEqual([mistake])
})

test('the description is shown, stays with the scheme, outlives a restart, and is refused where it says nothing', async () => {
  const dataDir = tempDir()
  const { client, close } = await startForTest({ dataDir })
  await client.call('createInbox', { body: { name: 'app', verify: { scheme: 'custom', secret: 's', custom: { header: 'X-Sig', format: 'v1={signature}' } } } })
  const changed = await client.call('changeInbox', { params: { id: 'app' }, body: { verify: { scheme: 'custom', secret: 't' } } })
  expect(changed.verify).toMatchObject({ scheme: 'custom', secret: null, custom: { algorithm: 'hmac-sha256', header: 'X-Sig', format: 'v1={signature}', content: '{body}' } })
  const changing = (custom: z.input<typeof CustomSigning>, scheme = 'custom') => client.call('changeInbox', { params: { id: 'app' }, body: { verify: { scheme, custom } } })
  await expect(changing({ header: 'X-Sig' }, 'shopify')).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('goes with the scheme custom') })
  await expect(changing({ header: 'X-Sig', content: '{nonsense}' })).rejects.toMatchObject({ code: 'bad_request', message: expect.stringContaining('{nonsense}') })
  await expect(client.call('createInbox', { body: { verify: { scheme: 'custom', secret: 's' } } })).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('custom with a description') })
  await close()

  const again = await startForTest({ dataDir })
  const { url } = await again.client.call('getInbox', { params: { id: 'app' } })
  await fetch(url ?? '', { method: 'POST', headers: { 'X-Sig': `v1=${hmac('t', 'x').digest('hex')}` }, body: 'x' })
  expect((await again.client.call('listCaptures', { params: { id: 'app' } })).items[0]?.verdict?.ok).toBe(true)
})
