import { once } from 'node:events'
import { connect } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import type { ReceiveLimits } from '#engine/receive/limits.ts'
import { receiving, type Receiving } from '../helpers/receiving.ts'

let hw: Receiving
afterEach(() => hw.close())

async function withInbox(limits: Partial<ReceiveLimits> = {}) {
  hw = await receiving({ limits })
  hw.receiver.inboxes.create({ name: 'in' })
  return hw
}

/** What must hold whatever somebody sent: the next one is served as ever. */
async function stillServes(): Promise<void> {
  const before = hw.receiver.inboxes.get('in', { reveal: false }).captureCount
  const client = await hw.connect()
  client.send('POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nok')
  expect((await client.answer()).status).toBe(200)
  expect(hw.captures('in')).toHaveLength(before + 1)
  await client.close()
}

describe('a body that is too large', () => {
  it('is cut off, put on record and answered 413 to a sender that sends it all first', async () => {
    await withInbox()
    const body = Buffer.alloc(11 * 2 ** 20, 'x')
    const client = await hw.connect()
    client.send(`POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\n\r\n`, body)
    const answer = await client.answer()
    expect(answer.status).toBe(413)
    expect(answer.header('connection')).toBe('close')
    expect(await client.closed()).toHaveLength(0)
    const [capture] = hw.captures('in')
    expect(capture).toMatchObject({ size: 10 * 2 ** 20, answerStatus: 413, verdict: null, fault: expect.stringContaining('10485760') })
    expect(hw.receiver.captures.body(capture?.id ?? '').equals(body.subarray(0, 10 * 2 ** 20))).toBe(true)
    await stillServes()
  })

  it('of exactly the limit is whole', async () => {
    await withInbox({ bodyBytes: 1000 })
    const client = await hw.connect()
    client.send('POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n', Buffer.alloc(1000, 'x'))
    expect((await client.answer()).status).toBe(200)
    expect(hw.captures('in')[0]).toMatchObject({ size: 1000, fault: null })
  })

  it('of unknown length is answered while it is still being sent', async () => {
    await withInbox({ bodyBytes: 1000 })
    const client = await hw.connect()
    client.send('POST /in HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n', '800\r\n', Buffer.alloc(0x800, 'x'), '\r\n')
    expect((await client.answer()).status).toBe(413)
    // More than any socket buffers: it is taken off the sender's hands, not reset.
    const rest = Buffer.alloc(0x1000000, 'x')
    await new Promise<void>((resolve, reject) => {
      client.socket.write(Buffer.concat([Buffer.from('1000000\r\n'), rest, Buffer.from('\r\n0\r\n\r\n')]), (error) => (error ? reject(error) : resolve()))
    })
    expect(await client.closed()).toHaveLength(0)
    expect(hw.captures('in')).toHaveLength(1)
    expect(hw.captures('in')[0]).toMatchObject({ size: 1000, answerStatus: 413 })
  })

  it('is refused before it is sent to who asks first', async () => {
    await withInbox({ bodyBytes: 1000 })
    const client = await hw.connect()
    client.send('POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 1001\r\nExpect: 100-continue\r\n\r\n')
    expect((await client.answer()).status).toBe(413)
    await client.closed()
    expect(hw.captures('in')[0]).toMatchObject({ size: 0, answerStatus: 413 })
  })

  it('takes no turn of the answers', async () => {
    await withInbox({ bodyBytes: 10 })
    hw.receiver.inboxes.change('in', { respond: [{ status: 201 }, { status: 202 }] })
    const big = await hw.connect()
    big.send('POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n12345678901')
    expect((await big.answer()).status).toBe(413)
    expect(hw.receiver.inboxes.get('in', { reveal: false })).toMatchObject({ answered: 0, captureCount: 1 })
    expect((await fetch(`${hw.url}/in`)).status).toBe(201)
  })

  it('for no inbox is thrown away as it comes, and the connection stays good', async () => {
    await withInbox({ bodyBytes: 1000 })
    const client = await hw.connect()
    client.send('POST /none HTTP/1.1\r\nHost: x\r\nContent-Length: 5000\r\n\r\n')
    expect((await client.answer()).status).toBe(404)
    client.send(Buffer.alloc(5000, 'x'), 'GET /in HTTP/1.1\r\nHost: x\r\n\r\n')
    expect((await client.answer()).status).toBe(200)
  })
})

it('bounds the memory of all bodies together, and takes more when it is free again', async () => {
  await withInbox({ heldBytes: 1000 })
  const slow = await hw.connect()
  slow.send('POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n', Buffer.alloc(800, 's'))
  // Answered after the bytes above have come, as one event loop takes both in order.
  await fetch(`${hw.url}/in`)
  const second = await hw.connect()
  second.send('POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 300\r\n\r\n', Buffer.alloc(300, 't'))
  expect((await second.answer()).status).toBe(503)
  slow.send(Buffer.alloc(100, 's'))
  expect((await slow.answer()).status).toBe(200)
  expect(hw.captures('in').map((c) => [c.size, c.answerStatus])).toEqual([[0, 200], [300, 503], [900, 200]])
  const third = await hw.connect()
  third.send('POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 900\r\n\r\n', Buffer.alloc(900, 'u'))
  expect((await third.answer()).status).toBe(200)
})

describe('headers', () => {
  it('beyond 64 KiB are answered 431', async () => {
    await withInbox()
    const client = await hw.connect()
    client.send(`GET /in HTTP/1.1\r\nHost: x\r\nX-Long: ${'a'.repeat(65_536)}\r\n\r\n`)
    const answer = await client.answer()
    expect([answer.status, answer.header('connection')]).toEqual([431, 'close'])
    await client.closed()
    expect(hw.captures('in')).toHaveLength(0)
    await stillServes()
  })

  it('are all kept however many they are', async () => {
    await withInbox()
    const many = Array.from({ length: 6000 }, (_, i) => [`h${i}`, ''])
    const client = await hw.connect()
    client.send(`GET /in HTTP/1.1\r\n${many.map(([name]) => `${name}:\r\n`).join('')}\r\n`)
    expect((await client.answer()).status).toBe(200)
    expect(hw.captures('in')[0]?.headers).toEqual(many)
  })
})

describe('time', () => {
  it('for the headers ends with 408', async () => {
    await withInbox({ headersMs: 40, requestMs: 10_000 })
    const client = await hw.connect()
    client.send('GET /in HTTP/1.1\r\nHost:')
    expect((await client.answer()).status).toBe(408)
    await client.closed()
    await stillServes()
  })

  it('for the whole request ends with 408, and what came is on record', async () => {
    await withInbox({ headersMs: 40, requestMs: 80 })
    const client = await hw.connect()
    client.send('POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf')
    expect((await client.answer()).status).toBe(408)
    await client.closed()
    expect(hw.captures('in')[0]).toMatchObject({ size: 4, answerStatus: 408, fault: 'The request was not whole in time.', body: { base64: btoa('half') } })
  })

  it('between two requests ends the connection', async () => {
    // Node adds a second to it, lest a request and the end meet.
    await withInbox({ keepAliveMs: 10 })
    const client = await hw.connect()
    client.send('GET /in HTTP/1.1\r\nHost: x\r\n\r\n')
    expect((await client.answer()).status).toBe(200)
    expect(await client.closed()).toHaveLength(0)
  })

  it('of a sender that goes on after its 413 is bounded too', async () => {
    await withInbox({ bodyBytes: 10, headersMs: 40, requestMs: 80 })
    const client = await hw.connect()
    client.send('POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n', Buffer.alloc(20))
    expect((await client.answer()).status).toBe(413)
    expect(await client.closed()).toHaveLength(0)
  })
})

it('closes connections beyond the limit at once, and serves those within', async () => {
  await withInbox({ connections: 2 })
  const [first] = [await hw.connect(), await hw.connect()]
  const third = connect(hw.port, '127.0.0.1')
  third.on('error', () => {})
  await once(third.resume(), 'close')
  first?.send('GET /in HTTP/1.1\r\nHost: x\r\n\r\n')
  expect((await first?.answer())?.status).toBe(200)
  expect(hw.logged.join()).toContain('too many connections')
})
