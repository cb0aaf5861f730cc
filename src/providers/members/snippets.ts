/** Ready to paste. They use their language's own library alone; the tests run the ones they can. */
import type { ProviderInfo } from '#contract/provider.ts'
import { inEveryLanguage } from '../request-code.ts'
import type { RequestToWrite } from '../request-code.ts'
import { VERIFY_CSHARP, VERIFY_GO, VERIFY_JAVA, VERIFY_NODE, VERIFY_PHP, VERIFY_PYTHON } from './verify-snippets.ts'

const REGISTER: RequestToWrite = {
  method: 'PATCH',
  url: '{base}/application/{account}',
  headers: [['x-access-token', 'members-dev-key']],
  body: { webhook: { url: '{url}', signingKey: '{secret}' } },
  note: "x-access-token: the application's API key",
}

const RECEIVER_NODE = `import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'

const signingKey = '{secret}'

const server = createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  try {
    const { message } = JSON.parse(Buffer.concat(chunks).toString('utf8'))
    const text = Buffer.from(message.data, 'base64').toString('utf8')
    const expected = createHmac('sha256', signingKey).update(text).digest('base64')
    const given = String(message.attributes.hash)
    if (given.length !== expected.length || !timingSafeEqual(Buffer.from(given), Buffer.from(expected))) throw new Error('wrong hash')
    for (const person of JSON.parse(text)) console.log(message.messageId, person)
    response.writeHead(204).end()
  } catch (error) {
    console.error(error.message)
    response.writeHead(400).end()
  }
})
server.listen(Number(process.env.PORT ?? 3000), () => console.log('Listening on port', server.address().port))
`

export const SNIPPETS: ProviderInfo['snippets'] = [
  ...inEveryLanguage('Register', REGISTER),
  { title: 'Receive and verify', language: 'javascript', code: RECEIVER_NODE },
  ...Object.entries({ javascript: VERIFY_NODE, python: VERIFY_PYTHON, csharp: VERIFY_CSHARP, go: VERIFY_GO, java: VERIFY_JAVA, php: VERIFY_PHP }).map(([language, code]) => ({ title: 'Verify it yourself', language, code })),
]
