/** Whatever comes over an inbox's connections: each ends, each answer is HTTP, nothing is smuggled, and nothing is left behind. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { receiving, type Receiving } from '../helpers/receiving.ts'

let hw: Receiving
beforeAll(async () => {
  hw = await receiving({ limits: { bodyBytes: 64 * 1024, heldBytes: 64 * 1024, headersMs: 60_000, requestMs: 60_000 } })
  hw.receiver.inboxes.create({ name: 'fuzz' })
})
afterAll(() => hw.close())

const bytes = (min: number, max: number, maxLength: number): fc.Arbitrary<string> => fc.string({ unit: fc.integer({ min, max }).map((code) => String.fromCharCode(code)), maxLength })
const anyBytes = bytes(0, 255, 80)
const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`

/** Whole and well-formed, though no sender would write it so. */
const wellFormed = fc
  .record({
    method: fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'HEAD', 'PROPFIND'),
    target: fc.constantFrom('/fuzz', '/fuzz/a?b=%00', '/', '/none', '//fuzz', 'http://other.example/fuzz', '*', '/fuzz/../none', `/fuzz/${'x'.repeat(3000)}`),
    headers: fc.array(fc.tuple(fc.stringMatching(/^[A-Za-z][A-Za-z-]{0,12}$/).map((name) => `X-${name}`), bytes(0x20, 0xff, 40).map((value) => value.replaceAll('\x7f', ''))), { maxLength: 6 }),
    flood: fc.constantFrom(0, 0, 0, 0, 0, 500, 20_000),
    body: fc.oneof({ weight: 6, arbitrary: anyBytes }, { weight: 1, arbitrary: fc.constant('x'.repeat(70_000)) }),
    framing: fc.constantFrom('length', 'chunked', 'expect'),
  })
  .map(({ method, target, headers, flood, body, framing }) => {
    const fields = [['Host', 'x'], ...headers, ...Array.from({ length: flood }, (_, n) => [`F${n}`, 'y'])].map(([name, value]) => `${name}: ${value}\r\n`).join('')
    const head = `${method} ${target} HTTP/1.1\r\n${fields}`
    if (framing === 'chunked') return `${head}Transfer-Encoding: chunked\r\n\r\n${body === '' ? '' : chunk(body)}0\r\nX-Trailer: t\r\n\r\n`
    return `${head}${framing === 'expect' ? 'Expect: 100-continue\r\n' : ''}Content-Length: ${body.length}\r\n\r\n${body}`
  })

/** Two who read it do not agree where it ends; what one of them takes for a second request is `/fuzz/smuggled`. */
const SMUGGLED = 'GET /fuzz/smuggled HTTP/1.1\r\nHost: x\r\n\r\n'
const pair = fc
  .constantFrom(
    'Content-Length: 5\r\nTransfer-Encoding: chunked',
    'Transfer-Encoding: chunked\r\nContent-Length: 5',
    'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity',
    'Transfer-Encoding: identity, chunked, identity\r\nContent-Length: 5',
    'Transfer-Encoding: xchunked\r\nContent-Length: 5',
    'Transfer-Encoding : chunked\r\nContent-Length: 5',
    'Transfer-Encoding:\x0bchunked\r\nContent-Length: 5',
    'X: y\rTransfer-Encoding: chunked\r\nContent-Length: 5',
    'X: y\nTransfer-Encoding: chunked\r\nContent-Length: 5',
    'Content-Length: 5\r\nContent-Length: 50',
    'Content-Length: 5, 50',
    'Content-Length: +5',
    'Content-Length: 0x5',
    'Content-Length: 5 0',
    'Content-Length:\r\n 5',
    `Content-Length: 5${'0'.repeat(30)}`,
  )
  .map((framing) => `POST /fuzz HTTP/1.1\r\nHost: x\r\n${framing}\r\n\r\n0\r\n\r\n${SMUGGLED}`)

/** Some bytes of it are others, missing, twice, or more than there were. */
const damaged = fc.tuple(wellFormed, fc.array(fc.record({ at: fc.nat(), drop: fc.nat(4), put: anyBytes }), { minLength: 1, maxLength: 3 })).map(([text, damages]) =>
  damages.reduce((whole, { at, drop, put }) => {
    const place = at % (whole.length + 1)
    return whole.slice(0, place) + put + whole.slice(place + drop)
  }, text),
)

const connection = fc.record({
  messages: fc.array(fc.oneof({ weight: 3, arbitrary: wellFormed }, { weight: 3, arbitrary: damaged }, { weight: 2, arbitrary: pair }, { weight: 1, arbitrary: anyBytes }), { minLength: 1, maxLength: 4 }),
  /** Where the stream is cut into writes, as parts of its length. */
  cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 4 }),
  end: fc.constantFrom('end', 'end', 'end', 'destroy', 'resetAndDestroy'),
})

/** Answers as a client reads them, in order; throws at what is none. */
function answersIn(stream: Buffer): number[] {
  const statuses: number[] = []
  for (let rest = stream.toString('latin1'); rest !== ''; ) {
    const head = /^HTTP\/1\.1 (\d{3}) [^\r\n]*\r\n((?:[^\r\n:]+: ?[^\r\n]*\r\n)*)\r\n/.exec(rest)
    if (!head) throw new Error(`This is no answer: ${JSON.stringify(rest.slice(0, 200))}`)
    const length = Number(/^content-length: (\d+)/im.exec(head[2] ?? '')?.[1] ?? 0)
    const after = rest.slice(head[0].length)
    // What answers a HEAD tells of a body that does not follow.
    rest = after.startsWith('HTTP/1.1 ') || after === '' ? after : after.slice(length)
    statuses.push(Number(head[1]))
  }
  return statuses
}

const smuggled = (): number => hw.store.captures.after(undefined, 0, 100_000).filter(({ target }) => target === '/fuzz/smuggled').length

it('ends every connection, answers in HTTP, and captures nothing that was smuggled', async () => {
  const seen = new Set<number>()
  await fc.assert(
    fc.asyncProperty(connection, async ({ messages, cuts, end }) => {
      const stream = Buffer.from(messages.join(''), 'latin1')
      const client = await hw.connect()
      const places = [0, ...cuts.map((cut) => Math.floor(cut * stream.length)).sort((a, b) => a - b), stream.length]
      for (let i = 1; i < places.length; i++) {
        client.send(stream.subarray(places[i - 1], places[i]))
        await new Promise((resolve) => void setImmediate(resolve))
      }
      client.socket[end]()
      const came = await client.closed()
      if (end !== 'end') return
      for (const status of answersIn(came)) {
        seen.add(status)
        expect([100, 200, 400, 404, 413, 417, 431, 503]).toContain(status)
      }
    }),
    { numRuns: 1_000 },
  )
  expect([...seen].sort()).toEqual(expect.arrayContaining([100, 200, 400, 404, 413, 431]))
  expect(smuggled()).toBe(0)
  // Sent openly it comes in: the line above would have seen it.
  const client = await hw.connect()
  client.send(SMUGGLED)
  await client.answer()
  expect(smuggled()).toBe(1)
  await client.close()
}, 60_000)

it('has nothing left open after that, and receives as before', async () => {
  while ((await hw.connections()) > 0) await new Promise((resolve) => void setImmediate(resolve))
  expect(hw.store.captures.openOnes()).toEqual([])
  expect(hw.logged).toEqual([])
  // Were any room for bodies still taken, this one would find none.
  const client = await hw.connect()
  const body = Buffer.alloc(64 * 1024, 0xfe)
  const before = hw.receiver.inboxes.get('fuzz', { reveal: false }).captureCount
  client.send(`POST /fuzz/last HTTP/1.1\r\nhOsT: x\r\nContent-Length: ${body.length}\r\n\r\n`, body)
  expect((await client.answer()).status).toBe(200)
  expect(hw.receiver.inboxes.get('fuzz', { reveal: false }).captureCount).toBe(before + 1)
  const [last] = hw.receiver.captures.list('fuzz', { limit: 1 }).items
  expect(hw.receiver.captures.get(last?.id ?? '', { reveal: false })).toMatchObject({ target: '/fuzz/last', headers: [['hOsT', 'x'], ['Content-Length', String(body.length)]], size: body.length, fault: null })
})
