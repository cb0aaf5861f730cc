/** Whatever is thrown at the emulated APIs, over real sockets and the real engine: each answer is in its provider's own words, and the engine goes on. */
import { request } from 'node:http'
import { createGateway } from '#gateway/gateway.ts'
import type { EmulatorRoute, Provider } from '#providers/provider.ts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { startEngine } from '../helpers/engine.ts'
import { everyProvider, fileProviders } from '../helpers/every-provider.ts'
import { listening } from '../helpers/listening.ts'
import { required } from '../helpers/required-settings.ts'

interface Thrown {
  readonly params: readonly string[]
  readonly query: string
  readonly headers: readonly (readonly [string, string])[]
  readonly authorized: boolean
  /** `deep`: lists in lists, which print at length. */
  readonly body: Uint8Array | 'deep'
}

/** Values that a fresh workspace knows, so that some requests get beyond the first check. */
function knownTo(provider: Provider): string[] {
  const kinds = provider.seedEntities({ seed: 1, persons: 2, strict: false, now: 0 })
  const texts = kinds.flatMap(({ items }) => items.flatMap(({ id, data }) => [id, ...Object.values(data).filter((value) => typeof value === 'string')]))
  return [...texts, ...provider.triggers.map(({ name }) => name)]
}

/** The API key of a fresh workspace, in each header that may carry one. */
function keyOf(provider: Provider): [string, string][] {
  const documents = provider.seedEntities({ seed: 1, persons: 0, strict: false, now: 0 }).flatMap(({ items }) => items.map(({ data }) => data))
  const key = documents.map(({ apiKey, token }) => apiKey ?? token).find((value) => typeof value === 'string') ?? ''
  return [['authorization', `Bearer ${key}`], ['x-access-token', key], ['content-type', 'application/json']]
}

const headerText = fc.string({ unit: fc.integer({ min: 0x20, max: 0xff }).filter((code) => code !== 0x7f).map((code) => String.fromCharCode(code)), maxLength: 60 })
const headerName = fc.stringMatching(/^[a-z][a-z-]{0,20}$/).filter((name) => !['host', 'connection', 'content-length', 'transfer-encoding', 'expect', 'upgrade', 'trailer', 'te', 'keep-alive'].includes(name))

function thrownAt(provider: Provider, route: EmulatorRoute): fc.Arbitrary<Thrown> {
  const text = fc.oneof({ weight: 4, arbitrary: fc.constantFrom('1', 'ep_1') }, { weight: 1, arbitrary: fc.constantFrom(...knownTo(provider)) }, { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) })
  const url = fc.constantFrom('https://receiver.example/', 'http://127.0.0.1:9/x', 'nonsense', '')
  const right = fc.oneof(fc.record({ url }), fc.record({ url, settings: fc.oneof(fc.constant(required(provider)), fc.jsonValue()) }), fc.record({ WebhookUrl: url }), fc.record({ webhook: fc.record({ url, signingKey: fc.string() }, { requiredKeys: [] }) }), fc.constantFrom({ disabled: true }, { key: null }, { batchSize: 2 }))
  const settings = fc.dictionary(fc.oneof(fc.constantFrom('url', 'webhook', 'WebhookUrl', 'signingKey', 'secret', 'eventTypes', 'key', 'disabled', 'batchSize', 'requestInterval', '__proto__', 'constructor'), fc.string()), fc.oneof(fc.jsonValue(), url))
  const body = fc.oneof(fc.json().map((json) => Buffer.from(json)), fc.oneof(right, settings, fc.record({ webhook: settings })).map((value) => Buffer.from(JSON.stringify(value))), fc.uint8Array({ maxLength: 500 }), fc.constant('deep' as const))
  const count = route.path.match(/:\w+/g)?.length ?? 0
  return fc.record({
    params: fc.array(text, { minLength: count, maxLength: count }),
    query: fc.oneof(fc.webQueryParameters(), fc.constantFrom('', 'limit=2', 'limit=-1', '$limit=1e9', 'agencyId=1', '%', 'personID=1&personID=2')),
    headers: fc.array(fc.tuple(fc.oneof(headerName, fc.constantFrom('content-type', 'accept', 'authorization', 'x-access-token', 'rezi-api-version', 'content-encoding')), fc.oneof(headerText, fc.constantFrom('application/json', 'gzip', '1'))), { maxLength: 4 }),
    authorized: fc.boolean(),
    body,
  })
}

/** Encoded so that it stays one segment; what URLs take for directions would change the path. */
const segment = (text: string): string => (/^\.{0,2}$/.test(text) ? '%00' : encodeURIComponent(text.toWellFormed()))

function send(base: string, route: EmulatorRoute, { params, query, headers, body }: Thrown): Promise<{ status: number; type: string; text: string }> {
  const rest = [...params]
  const bytes = body === 'deep' ? Buffer.from('['.repeat(100_000)) : body
  const path = route.path.replace(/:\w+/g, () => segment(rest.shift() ?? ''))
  return new Promise((resolve, reject) => {
    const call = request(`${base}${path}?${query.replace(/[^\x21-\x7e]|#/g, '')}`, { method: route.method, headers: ['host', 'provider.example', ...headers.flat(), 'content-length', String(bytes.length)] }, (answer) => {
      let text = ''
      answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)).on('end', () => resolve({ status: answer.statusCode ?? 0, type: String(answer.headers['content-type'] ?? ''), text }))
    })
    call.on('error', reject)
    call.end(bytes)
  })
}

/** The words of an error are its provider's where they have the keys that its own errors have. */
const keysIn = (body: unknown): string[] => Object.keys(body as object).sort()

describe.each(everyProvider)('$id', (provider) => {
  test.each(provider.emulator.routes.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', async (_, route) => {
    const logged: string[] = []
    const engine = startEngine()
    engine.provide(fileProviders, [])
    engine.registrations.create({ provider: provider.id, url: 'http://127.0.0.1:9/', settings: required(provider), enabled: true })
    const { url, close } = await listening(
      createGateway({ providers: engine.catalog.providers, workspace: (id) => engine.workspace(id), controlUrl: () => 'http://control.example', log: { error: (details, message) => void logged.push(`${message} ${String((details as { error?: unknown }).error)}`) } }),
    )
    const known = keyOf(provider)
    const statuses = new Set<number>()
    try {
      await fc.assert(
        fc.asyncProperty(thrownAt(provider, route), async (thrown) => {
          const headers = thrown.authorized ? [...known, ...thrown.headers.filter(([name]) => !known.some(([own]) => own === name))] : thrown.headers
          const { status, type, text } = await send(`${url}/${provider.id}`, route, { ...thrown, headers })
          expect(logged).toEqual([])
          statuses.add(status)
          if (status === 204) return void expect(text).toBe('')
          expect(type).toBe('application/json; charset=utf-8')
          const body: unknown = JSON.parse(text)
          if (status < 300) return
          expect(status, text).toBeGreaterThanOrEqual(400)
          expect(status, text).toBeLessThan(500)
          expect(keysIn(body)).toEqual(keysIn(provider.emulator.error(status, 'x').body))
        }),
        { numRuns: 80 },
      )
      expect([...statuses].some((status) => status !== 401), 'the key opens the route').toBe(true)
      const [trigger] = provider.triggers
      expect(engine.fire(provider.id, { trigger: trigger?.name ?? '', data: {}, times: 1 }).events, 'the engine goes on').toBe(1)
    } finally {
      await close()
    }
  })
})
