import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import type { CaptureReplay, Replay, ReplayCreate } from '#contract/replay.ts'
import { describe, expect, it } from 'vitest'
import { SECRET, START, register, settled, startEngine, untilChange, type TestEngine } from '../helpers/engine.ts'
import { fileProviders } from '../helpers/every-provider.ts'
import { rawClient } from '../helpers/raw-http.ts'
import { answers, receiver, response, type Receiver } from '../helpers/receivers.ts'

const never = new AbortController().signal

/** An engine with every provider, whose inbox `orders` is at an address. */
async function startReceiving(dataDir?: string): Promise<{ engine: TestEngine; port: number }> {
  const engine = startEngine({ dataDir })
  engine.provide(fileProviders, [])
  const server = engine.inboxServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  if (dataDir === undefined) engine.inboxes.create({ name: 'orders' })
  return { engine, port: (server.address() as AddressInfo).port }
}

/** Sends these bytes to the inbox; answers the id of what was captured. */
async function captured(engine: TestEngine, port: number, head: string, body: string | Buffer = ''): Promise<string> {
  const client = await rawClient(port)
  const bytes = Buffer.from(body)
  client.send(`${head}\r\nContent-Length: ${bytes.length}\r\n\r\n`, bytes)
  await client.answer()
  await client.close()
  const [newest] = engine.captures.list('orders', { limit: 1 }).items
  return newest?.id ?? ''
}

const options = (over: Partial<CaptureReplay>): CaptureReplay => ({ newIds: false, ...over })
async function send(engine: TestEngine, capture: string, over: Partial<CaptureReplay>) {
  return settled(engine, engine.deliveries.replayCapture(capture, options(over)).id)
}
const create = (engine: TestEngine, over: Partial<ReplayCreate>) => engine.replays.create({ pacing: { kind: 'fast' }, newIds: false, dryRun: false, ...over }, never)
async function over(engine: TestEngine, { replay }: { replay: Replay | null }): Promise<Replay> {
  const id = replay?.id ?? ''
  return untilChange(engine, () => {
    const run = engine.replays.get(id)
    return (run.status === 'done' || run.status === 'cancelled') && run
  })
}
/** Request line, the headers that belong to no connection, and the body, as they came. */
function read({ requests }: Receiver, n = 0): { line: string; headers: string[]; body: string } {
  const [head = '', body = ''] = (requests[n]?.toString('latin1') ?? '').split('\r\n\r\n')
  const [line = '', ...headers] = head.split('\r\n')
  return { line, headers: headers.filter((header) => !/^(host|connection|content-length):/i.test(header)), body }
}

describe('a captured request', () => {
  it('goes out byte for byte: method, what followed the inbox in its path, headers in their order and case, and body', async () => {
    const target = await receiver(answers(200))
    const { engine, port } = await startReceiving()
    const body = Buffer.from([0x7b, 0xff, 0x00, 0x0d, 0x0a, 0x7d])
    const id = await captured(engine, port, 'PUT /orders/sub/path?x=1&y=%20 HTTP/1.1\r\nHOST: a.example\r\nX-Twice: 1\r\nx-signature: abc=\r\nX-Twice: 2\r\nContent-Type: application/octet-stream', body)

    const delivery = await send(engine, id, { target: `${target.url}/hook?t=1` })
    expect(delivery).toMatchObject({ status: 'acknowledged', captureId: id, replayOf: null, method: 'PUT', origin: 'capture', provider: 'plain', url: `${target.url}/hook/sub/path?t=1&x=1&y=%20` })
    expect(target.requests).toHaveLength(1)
    expect(read(target)).toEqual({
      line: 'PUT /hook/sub/path?t=1&x=1&y=%20 HTTP/1.1',
      headers: ['X-Twice: 1', 'x-signature: abc=', 'X-Twice: 2', 'Content-Type: application/octet-stream'],
      body: body.toString('latin1'),
    })
    expect(target.requests[0]?.toString('latin1'), 'to whom it is sent is not to whom it was').toContain(`host: ${target.url.slice(7)}\r\n`)
    expect(delivery.attempts[0]?.request.method).toBe('PUT')
  })

  it('without a body keeps its method and has no length', async () => {
    const target = await receiver(answers(204))
    const { engine, port } = await startReceiving()
    const client = await rawClient(port)
    client.send('GET /orders?challenge=1 HTTP/1.1\r\nHost: a\r\n\r\n')
    await client.answer()
    const [capture] = engine.captures.list('orders', { limit: 1 }).items
    await send(engine, capture?.id ?? '', { target: target.url })
    expect(target.requests[0]?.toString()).toMatch(/^GET \/\?challenge=1 HTTP\/1\.1\r\n/)
    expect(target.requests[0]?.toString()).not.toMatch(/content-length/i)
  })

  it('is signed anew for the registration that it goes out through, its message id kept unless a new one is asked for', async () => {
    const target = await receiver(answers(200))
    const { engine, port } = await startReceiving()
    const text = '[{"personID":1,"firstName":"Åse"}]'
    const message = { data: Buffer.from(text).toString('base64'), messageId: '777', attributes: { hash: 'signed with a key of production' } }
    const id = await captured(engine, port, 'POST /orders HTTP/1.1\r\nHost: a\r\nContent-Type: application/json', JSON.stringify({ message, subscription: 'production' }))
    const registrationId = `reg_${register(engine, `${target.url}/members`)}`

    expect(await send(engine, id, { registrationId })).toMatchObject({ messageId: '777', provider: 'members', trigger: 'captured', url: `${target.url}/members` })
    expect((await send(engine, id, { registrationId, newIds: true })).messageId).not.toBe('777')
    const sent = target.requests.map((_, n) => (JSON.parse(read(target, n).body) as { message: typeof message }).message)
    expect(sent.map(({ data }) => Buffer.from(data, 'base64').toString())).toEqual([text, text])
    expect(sent[0]?.attributes.hash).toBe(createHmac('sha256', SECRET).update(text).digest('base64'))

    await send(engine, id, { registrationId, resign: false })
    expect(read(target, 2).body, 'and as it came, when that is what is asked for').toBe(JSON.stringify({ message, subscription: 'production' }))
  })

  it('is edited before it leaves: the body as it was sent, or the message that is signed; the capture stays as it is', async () => {
    const target = await receiver(answers(200))
    const { engine, port } = await startReceiving()
    const id = await captured(engine, port, 'POST /orders HTTP/1.1\r\nHost: a\r\nX-Old: 1\r\nContent-Type: application/json', '{"a":1,"b":2}')
    const before = engine.captures.get(id, { reveal: false })
    await send(engine, id, { target: target.url, edit: { merge: { b: null, c: 3 }, setHeaders: { 'X-New': '2' }, removeHeaders: ['x-old'] } })
    expect(read(target)).toMatchObject({ headers: ['Content-Type: application/json', 'X-New: 2'], body: '{"a":1,"c":3}' })
    expect({ ...engine.captures.get(id, { reveal: false }), seq: 0 }).toEqual({ ...before, seq: 0 })
  })

  it('is sent again like any delivery: as it came, to the same place', async () => {
    const target = await receiver(answers(500, 200))
    const { engine, port } = await startReceiving()
    const id = await captured(engine, port, 'DELETE /orders/7 HTTP/1.1\r\nHost: a\r\nX-A: b', 'gone')
    const first = await send(engine, id, { target: target.url })
    expect(first).toMatchObject({ status: 'failed', attemptCount: 1 })
    const again = await settled(engine, engine.deliveries.replay(first.id, { newIds: false }).id)
    expect(again).toMatchObject({ status: 'acknowledged', method: 'DELETE', replayOf: first.id })
    expect(read(target, 1)).toEqual(read(target, 0))
  })

  it('leaves one registration for each target, whose policy is its owner’s to change', async () => {
    const target = await receiver(answers(500, 500, 200))
    const { engine, port } = await startReceiving()
    const id = await captured(engine, port, 'POST /orders HTTP/1.1\r\nHost: a', 'x')
    await send(engine, id, { target: target.url })
    await send(engine, id, { target: target.url })
    const { items } = engine.registrations.list({ limit: 10, provider: 'plain', reveal: false })
    expect(items.map(({ url }) => url)).toEqual([target.url])
    engine.registrations.change(items[0]?.id ?? '', { policy: { maxAttempts: 2, retry: { kind: 'ladder', delaysMs: [1_000] } } })
    const { id: last } = engine.deliveries.replayCapture(id, options({ target: target.url }))
    await engine.time.advance({ to: 'idle', patienceMs: 1_000 }, never)
    expect(engine.deliveries.get(last)).toMatchObject({ attemptCount: 1, status: 'acknowledged' })
  })

  it.each<[string, Partial<CaptureReplay>, RegExp]>([
    ['nowhere to go', {}, /a target URL, or a registration/],
    ['nobody to sign for', { target: 'http://127.0.0.1:9', resign: true }, /Whose key/],
    ['a registration that is not there', { registrationId: 'reg_99' }, /reg_99/],
    ['a target that is none', { target: 'ftp://a' }, /not an absolute http/],
    ['new ids for old bytes', { target: 'http://127.0.0.1:9', newIds: true }, /needs resign/],
  ])('is refused with %s, and nothing is made', async (_, given, sentence) => {
    const { engine, port } = await startReceiving()
    const id = await captured(engine, port, 'POST /orders HTTP/1.1\r\nHost: a', 'x')
    expect(() => engine.deliveries.replayCapture(id, options(given))).toThrow(sentence)
    expect(engine.deliveries.list({ limit: 1 }).items).toEqual([])
    expect(engine.registrations.list({ limit: 1, reveal: false }).items).toEqual([])
  })

  it('that carries nothing of a provider cannot be signed for it, and one that is not there cannot be sent', async () => {
    const { engine, port } = await startReceiving()
    const id = await captured(engine, port, 'POST /orders HTTP/1.1\r\nHost: a', 'no envelope')
    const registrationId = `reg_${register(engine, 'http://127.0.0.1:9')}`
    expect(() => engine.deliveries.replayCapture(id, options({ registrationId }))).toThrow(/no message of Members in cap_1/)
    expect(() => engine.deliveries.replayCapture('cap_99', options({ registrationId }))).toThrow(/cap_99/)
  })
})

describe('a run of captured requests', () => {
  it('counts first, then sends them oldest first, and holds each beside what it was answered then', async () => {
    const target = await receiver((socket, n) => void socket.write(response([200, 200, 503][n] ?? 200, n === 0 ? '' : 'text')))
    const { engine, port } = await startReceiving()
    engine.inboxes.change('orders', { respond: [{ status: 200 }, { status: 500 }, { status: 200 }] })
    for (const n of [1, 2, 3]) await captured(engine, port, `POST /orders/${n} HTTP/1.1\r\nHost: a`, `body ${n}`)
    const captures = { inbox: 'orders', method: 'POST' }
    expect(await create(engine, { captures, target: target.url, dryRun: true })).toEqual({ count: 3, replay: null })
    expect(engine.registrations.list({ limit: 1, reveal: false }).items, 'counting makes nothing').toEqual([])

    const run = await over(engine, await create(engine, { captures, target: target.url }))
    expect(run).toMatchObject({ status: 'done', filter: null, captures, registrationId: 'reg_1', total: 3, made: 3, acknowledged: 2, failed: 1, verdicts: { same: 1, fixed: 1, worse: 1 } })
    expect(target.requests.map((_, n) => read(target, n).line)).toEqual([1, 2, 3].map((n) => `POST /${n} HTTP/1.1`))
    const { items } = engine.replays.results(run.id, { limit: 10 })
    expect(items.map(({ originalId, verdict, before, after }) => [originalId, verdict, before.statusCode, after.statusCode])).toEqual([
      ['cap_3', 'worse', 200, 503],
      ['cap_2', 'fixed', 500, 200],
      ['cap_1', 'same', 200, 200],
    ])
  })

  it('keeps the gaps in which they came, in virtual time', async () => {
    const target = await receiver(answers(200))
    const { engine, port } = await startReceiving()
    const times = [0, 2_500, 90_000_000]
    for (const time of times) {
      await engine.time.advance({ to: new Date(START + time).toISOString(), patienceMs: 1_000 }, never)
      await captured(engine, port, 'POST /orders HTTP/1.1\r\nHost: a', String(time))
    }
    const { replay } = await create(engine, { captures: { inbox: 'orders' }, target: target.url, pacing: { kind: 'original', factor: 1 } })
    await untilChange(engine, () => engine.replays.get(replay?.id ?? '').selected)
    await engine.time.advance({ to: 'idle', patienceMs: 1_000 }, never)
    const starts = engine.deliveries.list({ limit: 10, replayId: replay?.id }).items.map(({ id }) => Date.parse(engine.deliveries.get(id).attempts[0]?.startedAt ?? '')).toReversed()
    expect(starts.map((at) => at - (starts[0] ?? 0))).toEqual(times)
  })

  it('goes on after a restart where it was: nothing twice, nothing lost', async () => {
    const target = await receiver(answers(200))
    const { engine, port } = await startReceiving()
    for (let n = 0; n < 5; n++) await captured(engine, port, 'POST /orders HTTP/1.1\r\nHost: a', `body ${n}`)
    const { replay } = await create(engine, { captures: { inbox: 'orders' }, target: target.url, pacing: { kind: 'fixed', intervalMs: 60_000 } })
    const id = replay?.id ?? ''
    await untilChange(engine, () => engine.replays.get(id).selected)
    await engine.time.advance({ ms: 90_000, patienceMs: 1_000 }, never)
    expect(target.requests).toHaveLength(2)
    await engine.stop()
    const { engine: next } = await startReceiving(engine.dataDir)
    await next.time.advance({ to: 'idle', patienceMs: 1_000 }, never)
    expect(next.replays.get(id)).toMatchObject({ status: 'done', total: 5, made: 5, acknowledged: 5 })
    expect(target.requests.map((_, n) => read(target, n).body)).toEqual([0, 1, 2, 3, 4].map((n) => `body ${n}`))
  })

  it('says why of those that cannot be sent: gone meanwhile, or not whole', async () => {
    const target = await receiver(answers(200))
    const { engine, port } = await startReceiving()
    const gone = await captured(engine, port, 'POST /orders HTTP/1.1\r\nHost: a', 'to be removed')
    const client = await rawClient(port)
    client.send('POST /orders HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nhalf')
    await client.close()
    await untilChange(engine, () => engine.captures.list('orders', { limit: 5 }).items.length === 2)
    await captured(engine, port, 'POST /orders HTTP/1.1\r\nHost: a', 'whole')
    const begun = await create(engine, { captures: { inbox: 'orders' }, target: target.url, pacing: { kind: 'step' } })
    const id = begun.replay?.id ?? ''
    await untilChange(engine, () => engine.replays.get(id).selected)
    engine.retention.change({ maxCaptures: 2 })
    await untilChange(engine, () => engine.captures.list('orders', { limit: 5 }).items.length === 2)
    engine.replays.step(id, 3)
    expect(await over(engine, begun)).toMatchObject({ total: 3, made: 1, skipped: 2, acknowledged: 1 })
    const reasons = engine.replays.results(id, { limit: 10 }).items.map(({ reason }) => reason)
    expect(reasons).toEqual([null, expect.stringContaining('did not come whole'), expect.stringContaining(`${gone} is not kept any more`)])
  })

  it('takes those of a verdict, a method or a time, and no other', async () => {
    const { engine, port } = await startReceiving()
    engine.inboxes.change('orders', { verify: { scheme: 'members', secret: 'k' } })
    await captured(engine, port, 'POST /orders HTTP/1.1\r\nHost: a', 'unsigned')
    await engine.time.advance({ ms: 1_000, patienceMs: 1_000 }, never)
    await captured(engine, port, 'PATCH /orders HTTP/1.1\r\nHost: a', 'unsigned too')
    const count = async (captures: NonNullable<ReplayCreate['captures']>) => (await create(engine, { captures, target: 'http://127.0.0.1:9', dryRun: true })).count
    expect(await count({})).toBe(2)
    expect(await count({ verdict: 'fails' })).toBe(2)
    expect(await count({ verdict: 'holds' })).toBe(0)
    expect(await count({ inbox: 'inb_1', method: 'PATCH' })).toBe(1)
    expect(await count({ from: new Date(START + 1).toISOString() })).toBe(1)
    expect(await count({ to: new Date(START + 1).toISOString() })).toBe(1)
    expect(await count({ ids: ['cap_2', 'cap_2'] })).toBe(1)
    await expect(count({ inbox: 'nobody' })).rejects.toThrow(/nobody/)
    await expect(count({ ids: ['cap_9'] })).rejects.toThrow(/cap_9/)
    await expect(count({ ids: ['cap_1'], inbox: 'orders' })).rejects.toThrow(/not both/)
  })
})
