/** Every provider reproduces its golden requests: made apart from the code, byte for byte as on the wire. */
import { readdirSync, readFileSync } from 'node:fs'
import { JsonObject } from '#contract/common.ts'
import { providers } from '#providers/registry.ts'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { memoryWorkspace } from '../helpers/memory-workspace.ts'

/** What stands beside `<name>.http`: what has to happen, and to whom, for this request to be sent. */
const Golden = z.strictObject({
  about: z.string().min(20),
  account: z.string(),
  entities: z.array(z.strictObject({ kind: z.string(), data: JsonObject })),
  raised: z.strictObject({ trigger: z.string(), data: JsonObject }),
  settings: JsonObject,
  message: z.strictObject({ id: z.string(), publishedAt: z.int() }),
})

/** The sender's own headers, which no provider decides. */
const SENDERS = new Set(['host', 'content-length', 'connection'])

function parseHttp(bytes: Buffer): { requestLine: string; headers: [string, string][]; body: Buffer } {
  const end = bytes.indexOf('\r\n\r\n')
  const [requestLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n')
  const headers = lines.map((line): [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trim()])
  return { requestLine, headers, body: bytes.subarray(end + 4) }
}

describe.each([...providers.values()])('$id', (provider) => {
  const folder = new URL(`../../src/providers/${provider.id}/`, import.meta.url)
  const golden = readdirSync(new URL('golden/', folder)).filter((file) => file.endsWith('.http'))
  test('has golden requests', () => {
    expect(golden.length).toBeGreaterThan(0)
  })

  test.each(golden)('reproduces golden/%s to the byte', (file) => {
    const wire = parseHttp(readFileSync(new URL(`golden/${file}`, folder)))
    const given = Golden.parse(JSON.parse(readFileSync(new URL(`golden/${file.replace('.http', '.json')}`, folder), 'utf8')))
    const world = memoryWorkspace(provider, { persons: 0, now: given.message.publishedAt })
    for (const { kind, data } of given.entities) world.putEntity(kind, provider.parseEntity(kind, data, world).id, provider.parseEntity(kind, data, world).data)
    const settings = provider.settings.parse(given.settings)
    const registration = { number: '1', id: 'reg_1', account: given.account, url: 'https://example.com', settings, enabled: true }

    const addressed = provider.address(given.raised, registration, world)
    expect(addressed).toHaveProperty('payload')
    const payload = 'payload' in addressed ? addressed.payload : ''
    const built = provider.build({ ...given.message, trigger: given.raised.trigger, account: given.account, payload }, settings, given.message.publishedAt)

    expect(Buffer.from(built.body).toString('utf8')).toBe(wire.body.toString('utf8'))
    expect(Buffer.compare(built.body, wire.body)).toBe(0)
    expect(built.headers).toEqual(wire.headers.filter(([name]) => !SENDERS.has(name.toLowerCase())))
    expect(wire.requestLine).toMatch(/^POST \S+ HTTP\/1\.1$/)
    expect(wire.headers.find(([name]) => name === 'content-length')?.[1]).toBe(String(wire.body.length))
    const read = provider.inspect({ headers: wire.headers, body: wire.body }, settings, { now: given.message.publishedAt, reveal: false })
    expect(read.verdict?.ok ?? null).toBe(provider.signs ? true : null)
  })
})
