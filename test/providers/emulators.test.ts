/** Arbitrary requests to every route of every emulated API: each answer is one that a client of it knows. */
import { jsonText } from '#contract/json-text.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { everyProvider } from '../helpers/every-provider.ts'
import { memoryWorkspace } from '../helpers/memory-workspace.ts'

test.each(everyProvider)('$id answers whatever is thrown at its API, and never breaks', (provider) => {
  const world = memoryWorkspace(provider)
  const tokens = provider.entityKinds.flatMap(({ kind }) => world.entities(kind, { limit: 5, offset: 0 }).items.flatMap(({ data }) => Object.values(data).filter((value) => typeof value === 'string')))
  const texts = fc.oneof(fc.string(), fc.constantFrom('1', '__proto__', ...tokens))
  const body = fc.oneof(fc.json(), fc.string(), fc.json().map((inner) => `{"url":"https://example.com/hook","settings":${inner}}`))
  const asked = fc.record({ route: fc.constantFrom(...provider.emulator.routes), text: texts, token: fc.constantFrom('', ...tokens), query: fc.dictionary(texts, texts), body })
  fc.assert(
    fc.property(asked, ({ route, text, token, query, body: sent }) => {
      const params = Object.fromEntries([...route.path.matchAll(/:(\w+)/g)].map(([, name]) => [name ?? '', text]))
      const headers = { authorization: `Bearer ${token}`, 'x-access-token': token, 'content-type': 'application/json' }
      const request = { params, query: new URLSearchParams(query), headers, body: Buffer.from(sent), baseUrl: 'http://127.0.0.1/x', controlUrl: 'http://127.0.0.1' }
      const { status, body: answer } = route.handle(request, world)
      expect(status, `${route.method} ${route.path}`).toBeGreaterThanOrEqual(200)
      expect(status, `${route.method} ${route.path}`).toBeLessThan(500)
      if (answer !== undefined) expect(typeof jsonText(answer)).toBe('string')
    }),
    { numRuns: 300 },
  )
})
