import { createServer } from 'node:http'
import type { ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { createClient } from './http.ts'
import { followLive } from './live.ts'
import type { FollowOptions, LiveEvent } from './live.ts'

const closers: (() => void)[] = []
afterEach(() => closers.splice(0).forEach((close) => close()))

const hello = (seq: number) => `id: w.${seq}\nevent: hello\ndata: {"workspace":"w","seq":${seq},"reset":false}\n\n`
const changes = (seq: number) => `id: w.${seq}\nevent: changes\ndata: {"seq":${seq},"changes":[]}\n\n`

/** Answers the n-th connection with the n-th function; tells which Last-Event-ID each came with. */
async function feed(answers: ((response: ServerResponse) => void)[]): Promise<{ url: string; resumed: (string | undefined)[]; gone: Promise<void> }> {
  const resumed: (string | undefined)[] = []
  let left: () => void
  const gone = new Promise<void>((resolve) => (left = resolve))
  const server = createServer((request, response) => {
    resumed.push(request.headers['last-event-id'] as string | undefined)
    response.on('close', () => left())
    answers[resumed.length - 1]?.(response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  closers.push(() => (server.closeAllConnections(), server.close()))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, resumed, gone }
}

async function take(url: string, count: number, options: Omit<FollowOptions, 'signal'> = {}): Promise<LiveEvent[]> {
  const stop = new AbortController()
  const seen: LiveEvent[] = []
  for await (const event of followLive(createClient({ url, token: 't' }), { retryDelaysMs: [0], ...options, signal: stop.signal })) {
    seen.push(event)
    if (seen.length === count) stop.abort()
  }
  return seen
}

test('resumes after the last change it saw, whatever way the connection ended', async () => {
  const { url, resumed } = await feed([
    (r) => r.end(hello(4) + changes(5)),
    (r) => r.destroy(),
    (r) => r.writeHead(503).end('{"error":{"code":"stopping","message":"stopping"}}'),
    (r) => {
      r.write(hello(5) + changes(6) + 'id: w.7\nevent: changes\ndata: {"cut')
      setImmediate(() => r.destroy())
    },
    (r) => r.write(hello(6) + changes(7)),
  ])
  const states: string[] = []
  const seen = await take(url, 6, { onState: (state) => states.push(state) })
  expect(seen.map((e) => [e.event, (e.data as { seq: number }).seq])).toEqual([
    ['hello', 4], ['changes', 5], ['hello', 5], ['changes', 6], ['hello', 6], ['changes', 7],
  ])
  expect(resumed).toEqual([undefined, 'w.5', 'w.5', 'w.5', 'w.6'])
  expect(states).toEqual(['connecting', 'open', 'lost', 'connecting', 'lost', 'connecting', 'lost', 'connecting', 'open', 'lost', 'connecting', 'open'])
})

test('starts where it is told to, and drops messages it does not know', async () => {
  const { url, resumed } = await feed([(r) => r.write(hello(9) + 'event: news\ndata: x\n\n' + changes(10))])
  expect((await take(url, 2, { lastEventId: 'w.8' })).map((e) => e.event)).toEqual(['hello', 'changes'])
  expect(resumed).toEqual(['w.8'])
})

test('gives up where the server refuses for good', async () => {
  const { url, resumed } = await feed([(r) => r.writeHead(401).end('{"error":{"code":"unauthorized","message":"wrong token"}}')])
  await expect(take(url, 1)).rejects.toMatchObject({ code: 'unauthorized' })
  expect(resumed).toHaveLength(1)
})

test('abort ends it at once, in a read and in a backoff, and the server sees it leave', async () => {
  const { url, gone } = await feed([(r) => r.write(hello(1))])
  await take(url, 1)
  await gone

  const nowhere = await feed([(r) => r.destroy()])
  const stop = new AbortController()
  const onState = (state: string) => {
    if (state === 'lost') queueMicrotask(() => stop.abort())
  }
  const never = followLive(createClient({ url: nowhere.url, token: 't' }), { signal: stop.signal, onState, retryDelaysMs: [3_600_000] })
  expect(await never.next()).toEqual({ done: true, value: undefined })
})

test('a connection that has silently gone is taken up again', async () => {
  const { url, resumed } = await feed([(r) => r.write(hello(3)), (r) => r.write(hello(3))])
  const causes: unknown[] = []
  await take(url, 2, { silenceMs: 20, onState: (state, cause) => state === 'lost' && causes.push(cause) })
  expect(resumed).toEqual([undefined, 'w.3'])
  expect(causes).toMatchObject([{ name: 'TimeoutError' }])
})
