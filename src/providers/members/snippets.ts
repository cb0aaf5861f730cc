/** Ready to paste. They use their language's own library alone; the tests run the ones they can. */
import type { ProviderInfo } from '#contract/provider.ts'

const REGISTER_CURL = `# x-access-token: the application's API key
curl -X PATCH '{base}/application/{account}' \\
  -H 'Content-Type: application/json' \\
  -H 'x-access-token: members-dev-key' \\
  -d '{"webhook": {"url": "{url}", "signingKey": "{secret}"}}'
`

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

const VERIFY_NODE = `// Usage: node verify.mjs < body.json
import { createHmac, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'

const { message } = JSON.parse(readFileSync(0, 'utf8'))
const text = Buffer.from(message.data, 'base64').toString('utf8')
const expected = createHmac('sha256', '{secret}').update(text).digest()
const given = Buffer.from(message.attributes.hash, 'base64')
const genuine = given.length === expected.length && timingSafeEqual(given, expected)
console.log(genuine ? text : 'The hash is wrong.')
process.exitCode = genuine ? 0 : 1
`

const VERIFY_PYTHON = `# Usage: python3 verify.py < body.json
import base64, hashlib, hmac, json, sys

message = json.load(sys.stdin.buffer)["message"]
text = base64.b64decode(message["data"])
expected = base64.b64encode(hmac.new("{secret}".encode(), text, hashlib.sha256).digest()).decode()
genuine = hmac.compare_digest(expected, message["attributes"]["hash"])
print(text.decode() if genuine else "The hash is wrong.")
sys.exit(0 if genuine else 1)
`

const VERIFY_CSHARP = `// Usage: dotnet run < body.json
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using var body = JsonDocument.Parse(Console.In.ReadToEnd());
var message = body.RootElement.GetProperty("message");
var text = message.GetProperty("data").GetBytesFromBase64();
var given = message.GetProperty("attributes").GetProperty("hash").GetBytesFromBase64();
var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes("{secret}"), text);
var genuine = CryptographicOperations.FixedTimeEquals(given, expected);
Console.WriteLine(genuine ? Encoding.UTF8.GetString(text) : "The hash is wrong.");
return genuine ? 0 : 1;
`

export const SNIPPETS: ProviderInfo['snippets'] = [
  { title: 'Register', language: 'shell', code: REGISTER_CURL },
  { title: 'Receive and verify', language: 'javascript', code: RECEIVER_NODE },
  { title: 'Verify it yourself', language: 'javascript', code: VERIFY_NODE },
  { title: 'Verify it yourself', language: 'python', code: VERIFY_PYTHON },
  { title: 'Verify it yourself', language: 'csharp', code: VERIFY_CSHARP },
]
