import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { describe, expect, test } from 'vitest'
import { build } from './envelope.ts'
import { PRIVATE } from './keys.ts'
import { Settings, verifyingKey } from './settings.ts'
import { SNIPPETS } from './snippets.ts'

const symmetric = (fill: number): string => `whsec_${Buffer.alloc(32, fill).toString('base64')}`
const ed25519 = (fill: number): string => PRIVATE + Buffer.alloc(32, fill).toString('base64')
const PAYLOAD = '{"type":"user.created","timestamp":"2026-03-01T12:00:00.000Z","data":{"name":"Kåre"}}'

/** What is sent, signed with a secret, at a time. */
function sent(secret: string, now: number) {
  const { headers, body } = build({ id: 'msg_1', payload: PAYLOAD }, Settings.parse({ secret, oldSecrets: [`${symmetric(99)} until 2100-01-01T00:00:00Z`] }), now)
  return { body: Buffer.from(body), headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])) }
}
const filled = (title: string, language: string, values: Record<string, string>) =>
  Object.entries(values).reduce((code, [name, value]) => code.replaceAll(`{${name}}`, value), SNIPPETS.find((one) => one.title === title && one.language === language)?.code ?? '')

/** A real receiver on a port of its own, which needs the present: it runs in a process without our clock. */
async function received(title: string, secret: string, requests: ReturnType<typeof sent>[]): Promise<number[]> {
  const child = spawn(process.execPath, ['--input-type=module', '-e', filled(title, 'javascript', { secret })], { env: { ...process.env, PORT: '0' }, stdio: ['ignore', 'pipe', 'ignore'] })
  try {
    const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
    const statuses: number[] = []
    for (const { headers, body } of requests) statuses.push((await fetch(`http://127.0.0.1:${/\d+$/.exec(line)?.[0]}/`, { method: 'POST', headers, body })).status)
    return statuses
  } finally {
    child.kill()
  }
}

describe('"Receive and verify"', () => {
  test.each([
    ['a symmetric secret', symmetric(1), symmetric(1), symmetric(2)],
    ['an ed25519 key', ed25519(1), verifyingKey(ed25519(1)), ed25519(2)],
  ])('with %s answers 204 to what is genuine and 400 to what is not', async (_, secret, known, other) => {
    const now = Date.now()
    const genuine = sent(secret, now)
    const changed = { ...genuine, body: Buffer.from(PAYLOAD.replace('Kåre', 'Kari')) }
    expect(await received('Receive and verify', known, [genuine, changed, sent(other, now), sent(secret, now - 400_000), { ...genuine, headers: {} }])).toEqual([204, 400, 400, 400, 400])
  })
})

test('"With the library" does the same', async () => {
  const now = Date.now()
  expect(await received('With the library', symmetric(1), [sent(symmetric(1), now), sent(symmetric(2), now), sent(symmetric(1), now - 400_000)])).toEqual([204, 400, 400])
})

describe.each([
  ['javascript', process.execPath, ['--input-type=module', '-e'], [symmetric(1), ed25519(1)]],
  ['python', 'python3', ['-c'], [symmetric(1)]],
])('"Verify it yourself" in %s', (language, command, args, secrets) => {
  test.skipIf(spawnSync(command, ['--version']).status !== 0).each(secrets)('takes what is sent with a secret like %.6s, and refuses it with another key', (secret) => {
    const { headers, body } = sent(secret, Date.parse('2026-03-01T12:00:00.000Z'))
    const run = (known: string) => spawnSync(command, [...args, filled('Verify it yourself', language, { ...headers, secret: known })], { input: body, encoding: 'utf8' })
    const genuine = run(verifyingKey(secret))
    expect(genuine.stderr).toBe('')
    expect(genuine.stdout.trim()).toBe(PAYLOAD)
    expect(genuine.status).toBe(0)
    expect(run(symmetric(3))).toMatchObject({ status: 1 })
  })
})
