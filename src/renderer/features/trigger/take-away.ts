import { API_BASE } from '#contract/api.ts'
import type { JsonObject } from '#contract/common.ts'
import { jsonText } from '#contract/json-text.ts'
import { quoted } from '#contract/shell.ts'

/** The firing on screen, to be done again from somewhere else. The token is never written down: it is read from HOOKWRIGHT_TOKEN. */
export interface TakeAway {
  readonly control: string
  readonly provider: string
  readonly trigger: string
  readonly data: JsonObject
  readonly registrationId: string | null
  readonly times: number
}

const bodyOf = ({ trigger, data, registrationId, times }: TakeAway): JsonObject => ({
  trigger,
  data,
  ...(registrationId === null ? {} : { registrationId }),
  ...(times === 1 ? {} : { times }),
})

/** The control API's call, for a POSIX shell. */
export function curlCommand(it: TakeAway): string {
  return [
    `curl -X POST ${quoted(`${it.control}${API_BASE}/providers/${encodeURIComponent(it.provider)}/events`)}`,
    `-H "Authorization: Bearer $HOOKWRIGHT_TOKEN"`,
    `-H 'Content-Type: application/json'`,
    `-d ${quoted(jsonText(bodyOf(it)))}`,
  ].join(' \\\n  ')
}

/** The command line's call, which finds the running instance by itself. */
export function cliCommand(it: TakeAway): string {
  const options = [it.registrationId === null ? '' : ` --registration ${quoted(it.registrationId)}`, it.times === 1 ? '' : ` --times ${it.times}`].join('')
  return `printf %s ${quoted(jsonText(it.data))} |\n  npx hookwright trigger ${quoted(it.provider)} ${quoted(it.trigger)} --body -${options} --wait`
}

/** A test that fires it and waits until every delivery is acknowledged; nothing but Node is needed. */
export function testCode(it: TakeAway): string {
  const lit = (value: unknown) => JSON.stringify(value)
  const text = jsonText(bodyOf(it), 2)
  // With ids that a number cannot hold it is handed over as text, so that no digit is lost.
  const body = text === JSON.stringify(JSON.parse(text), null, 2) ? text.replaceAll('\n', '\n  ') : lit(jsonText(bodyOf(it)))
  return `import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'

// HOOKWRIGHT_URL and HOOKWRIGHT_TOKEN: \`control\` and \`token\` of the line that \`hookwright serve --json\` prints.
const { HOOKWRIGHT_URL = ${lit(it.control)}, HOOKWRIGHT_TOKEN } = process.env

async function call(path, body) {
  const response = await fetch(HOOKWRIGHT_URL + ${lit(API_BASE)} + path, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: \`Bearer \${HOOKWRIGHT_TOKEN}\`, 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : body && JSON.stringify(body),
  })
  assert.ok(response.ok, await response.clone().text())
  return response.json()
}

test(${lit(`${it.trigger} is acknowledged`)}, { timeout: 60_000 }, async () => {
  const { deliveries } = await call(${lit(`/providers/${encodeURIComponent(it.provider)}/events`)}, ${body})
  assert.notEqual(deliveries.length, 0, 'no registration got it')
  for (const { id } of deliveries) {
    let delivery = await call(\`/deliveries/\${id}\`)
    while (delivery.attemptCount === 0 || delivery.status === 'sending') {
      await pause(50)
      delivery = await call(\`/deliveries/\${id}\`)
    }
    assert.equal(delivery.status, 'acknowledged', delivery.lastError ?? \`answered \${delivery.lastStatusCode}\`)
  }
})
`
}
