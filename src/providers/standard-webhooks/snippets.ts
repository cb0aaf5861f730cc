/** Ready to paste. `{secret}` is what the receiver is given: whsec_..., or whpk_... where ed25519 signs. The tests run those that they can. */
import type { ProviderInfo } from '#contract/provider.ts'
import { inEveryLanguage } from '../request-code.ts'
import type { RequestToWrite } from '../request-code.ts'
import { VERIFY_CSHARP, VERIFY_GO, VERIFY_JAVA, VERIFY_PHP, VERIFY_PYTHON } from './verify-snippets.ts'

const REGISTER: RequestToWrite = {
  method: 'POST',
  url: '{base}/api/v1/app/{account}/endpoint',
  headers: [['Authorization', 'Bearer standard-webhooks-dev-key']],
  body: { url: '{url}', eventTypes: ['user.created', 'invoice.paid'] },
  note: 'Without a secret one is made: GET .../endpoint/ep_1/secret tells it',
}

const ROTATE_CURL = `# The old secret signs too for 24 hours
curl -X POST '{base}/api/v1/app/{account}/endpoint/ep_1/secret/rotate' \\
  -H 'Authorization: Bearer standard-webhooks-dev-key'
curl '{base}/api/v1/app/{account}/endpoint/ep_1/secret' \\
  -H 'Authorization: Bearer standard-webhooks-dev-key'
`

/** Takes either kind of key, and any of the signatures. */
const VERIFY_JS = `const bytes = Buffer.from(key.replace(/^wh(sec|pk)_/, ''), 'base64')

function isGenuine(id, timestamp, signatures, body) {
  const content = Buffer.concat([Buffer.from(id + '.' + timestamp + '.'), body])
  const expected = createHmac('sha256', bytes).update(content).digest()
  return signatures.split(' ').some((signature) => {
    const [scheme, text = ''] = signature.split(',')
    const given = Buffer.from(text, 'base64')
    if (scheme === 'v1a' && key.startsWith('whpk_')) {
      const publicKey = createPublicKey({ format: 'jwk', key: { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') } })
      return verify(null, content, publicKey, given)
    }
    return scheme === 'v1' && key.startsWith('whsec_') && given.length === expected.length && timingSafeEqual(given, expected)
  })
}
`

const RECEIVER_NODE = `import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto'
import { createServer } from 'node:http'

const key = '{secret}'
${VERIFY_JS}
const server = createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  const body = Buffer.concat(chunks)
  const [id = '', timestamp = '', signatures = ''] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => request.headers[name])
  const recent = Math.abs(Date.now() / 1000 - Number(timestamp)) <= 300
  if (!recent || !isGenuine(id, timestamp, signatures, body)) {
    console.error(recent ? 'No signature is right.' : 'The timestamp is more than 5 minutes from now.')
    return response.writeHead(400).end()
  }
  // The id is the same when it is sent again: remember it, and do nothing the second time.
  console.log(id, JSON.parse(body.toString('utf8')))
  response.writeHead(204).end()
})
server.listen(Number(process.env.PORT ?? 3000), () => console.log('Listening on port', server.address().port))
`

const RECEIVER_LIBRARY = `// npm install standardwebhooks; for symmetric secrets
import { createServer } from 'node:http'
import { Webhook } from 'standardwebhooks'

const webhook = new Webhook('{secret}')

const server = createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  try {
    const event = webhook.verify(Buffer.concat(chunks).toString('utf8'), request.headers)
    console.log(request.headers['webhook-id'], event)
    response.writeHead(204).end()
  } catch (error) {
    console.error(error.message)
    response.writeHead(400).end()
  }
})
server.listen(Number(process.env.PORT ?? 3000), () => console.log('Listening on port', server.address().port))
`

const VERIFY_NODE = `// Usage: node verify.mjs < body.json
import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto'
import { readFileSync } from 'node:fs'

const key = '{secret}'
${VERIFY_JS}
const body = readFileSync(0)
const genuine = isGenuine('{webhook-id}', '{webhook-timestamp}', '{webhook-signature}', body)
console.log(genuine ? body.toString('utf8') : 'No signature is right.')
process.exitCode = genuine ? 0 : 1
`

export const SNIPPETS: ProviderInfo['snippets'] = [
  ...inEveryLanguage('Register', REGISTER),
  { title: 'Rotate', language: 'shell', code: ROTATE_CURL },
  { title: 'Receive and verify', language: 'javascript', code: RECEIVER_NODE },
  { title: 'With the library', language: 'javascript', code: RECEIVER_LIBRARY },
  ...Object.entries({ javascript: VERIFY_NODE, python: VERIFY_PYTHON, csharp: VERIFY_CSHARP, go: VERIFY_GO, java: VERIFY_JAVA, php: VERIFY_PHP }).map(([language, code]) => ({ title: 'Verify it yourself', language, code })),
]
