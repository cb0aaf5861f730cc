import { readFileSync, statSync } from 'node:fs'
import { resolve } from 'node:path'
import { followLive } from '#client/live.ts'
import type { DeliveryStatus } from '#contract/delivery.ts'
import { describe, expect, it } from 'vitest'
import { startForTest } from './helpers/hookwright.ts'

const ROOT = resolve(import.meta.dirname, '..')
const page = readFileSync(resolve(ROOT, 'docs/walk.md'), 'utf8')
const [, out = '', inbound = ''] = page.split(/^## /m)
const steps = (text: string): string[] => [...text.matchAll(/^\d+\. `([^`]+)`/gm)].map((match) => match[1] ?? '')

/** Whether one file of the walk imports the other: a call goes down, a change is read from above. */
function leadsTo(from: string, to: string): boolean {
  const imports = (file: string, other: string): boolean => {
    const path = resolve(ROOT, file)
    if (statSync(path).isDirectory()) return false
    const names = [...readFileSync(path, 'utf8').matchAll(/from '([^']+)'/g)].map((match) => match[1] ?? '')
    return names.some((name) => resolve(ROOT, name.startsWith('#') ? `src/${name.slice(1)}` : resolve(path, '..', name)) === resolve(ROOT, other))
  }
  return imports(from, to) || imports(to, from)
}

/** Steps that are joined by something else than an import: a process boundary, a commit that wakes, one orchestrator that calls both. */
const JOINED_OTHERWISE = new Set([
  'src/renderer/features/trigger/', // the page calls through its state
  'src/client/http.ts', // HTTP
  'src/control/security.ts', // Express middleware, mounted by control.ts
  'src/engine/store/write.ts', // a commit wakes the queue
  'src/engine/deliver/retry-policy.ts', // a commit wakes the feed
  'src/engine/feed.ts', // through engine.ts
  'src/control/live.ts', // server-sent events
  'src/client/live.ts', // the page calls through its state
])

describe('docs/walk.md', () => {
  it('names files that are there, in an order in which each leads to the next', () => {
    const walk = steps(out)
    expect(walk.length).toBeGreaterThan(12)
    walk.forEach((file, i) => {
      expect(statSync(resolve(ROOT, file)), file).toBeDefined()
      const next = walk[i + 1]
      if (next && !JOINED_OTHERWISE.has(file) && !leadsTo(file, next)) {
        const through = walk.slice(0, i).some((earlier) => leadsTo(earlier, next))
        expect(through, `${file} leads to ${next}, or one before it does`).toBe(true)
      }
    })
    for (const file of steps(inbound)) expect(statSync(resolve(ROOT, file)), file).toBeDefined()
  })

  it('is what a real event walks: fired, sent, captured, verified, acknowledged, and told to whoever follows', async () => {
    const hw = await startForTest()
    const { client } = hw
    const inbox = await client.call('createInbox', { body: { name: 'walk', verify: { scheme: 'members', secret: 'k' } } })
    await client.call('createRegistration', { body: { provider: 'members', url: `${inbox.url}/hook`, settings: { secret: 'k' } } })

    const stop = new AbortController()
    const statuses: DeliveryStatus[] = []
    const verdicts: unknown[] = []
    for await (const message of followLive(client, { signal: stop.signal })) {
      if (message.event === 'hello') {
        const fired = await client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated' } })
        expect(fired.deliveries.map((delivery) => delivery.status), 'answered before anything is sent').toEqual(['queued'])
      }
      if (message.event !== 'changes') continue
      for (const change of message.data.changes) {
        if (change.kind === 'delivery' && change.op === 'put') statuses.push(change.item.status)
        if (change.kind === 'capture' && change.op === 'put') verdicts.push(change.item.verdict?.ok)
      }
      if (statuses.at(-1) === 'acknowledged' && verdicts.length > 0) stop.abort()
    }
    expect(verdicts).toEqual([true])
    expect(statuses.at(-1)).toBe('acknowledged')
  })
})
