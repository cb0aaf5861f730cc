/** Ready to paste. They use their language's own library alone. */
import type { ProviderInfo } from '#contract/provider.ts'
import { inEveryLanguage } from '../request-code.ts'
import type { RequestToWrite } from '../request-code.ts'

const REGISTER: RequestToWrite = {
  method: 'POST',
  url: '{base}/api/webhook/create/PersonChangedSubscriptionNotification?agencyId={account}',
  headers: [['Authorization', 'Bearer dezrez-dev-token'], ['Rezi-Api-Version', '1']],
  body: { WebhookUrl: '{url}' },
  note: 'The last part of the path is the trigger; the Location in the answer is what deletes the webhook again',
}

const LIST_CURL = `curl '{base}/api/workflow/triggers' \\
  -H 'Authorization: Bearer dezrez-dev-token' \\
  -H 'Rezi-Api-Version: 1'
`

const RECEIVER_NODE = `import { createServer } from 'node:http'

// Ids have 64 bits: above 2^53 a number would lose digits, so whole numbers that long become BigInts.
const exact = (_key, value, { source } = {}) => (typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\\d+$/.test(source ?? '') ? BigInt(source) : value)

const server = createServer(async (request, response) => {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  try {
    console.log(JSON.parse(Buffer.concat(chunks).toString('utf8'), exact))
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
  { title: 'List triggers', language: 'shell', code: LIST_CURL },
  { title: 'Receive', language: 'javascript', code: RECEIVER_NODE },
]
