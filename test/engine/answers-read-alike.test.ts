/** Answers of every shape, whole and damaged, read by ours and by node's own client: what ours takes for an answer, node does too, and the same one. */
import fc from 'fast-check'
import { request } from 'node:http'
import { createServer, type AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createAnswerReader } from '#engine/deliver/http/answer-reader.ts'

interface Answer {
  readonly status: number
  readonly headers: readonly string[]
  readonly body: string
}

let text = ''
const server = createServer((socket) => {
  socket.on('error', () => undefined)
  socket.once('data', () => socket.end(text, 'latin1'))
})
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))
afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())))

/** Null: node's client takes it for no whole answer. */
const byNode = (method: string): Promise<Answer | null> =>
  new Promise((resolve) => {
    const call = request({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', method, agent: false })
    call.on('error', () => resolve(null))
    call.on('upgrade', () => resolve(null))
    call.on('response', (answer) => {
      let body = ''
      answer.on('data', (bytes: Buffer) => void (body += bytes.toString('latin1')))
      answer.on('error', () => resolve(null))
      answer.on('close', () => resolve(answer.complete ? { status: answer.statusCode ?? 0, headers: answer.rawHeaders, body } : null))
    })
    call.end()
  })

function byUs(method: string, pieces: readonly string[]): Answer | null {
  const reader = createAnswerReader()
  let answer: Answer = { status: 0, headers: [], body: '' }
  reader.expect(method, {
    head: (status, headers) => void (answer = { ...answer, status, headers: headers.flat() }),
    data: (bytes) => void (answer = { ...answer, body: answer.body + bytes.toString('latin1') }),
  })
  try {
    for (const piece of pieces) {
      reader.push(Buffer.from(piece.slice(0, -1), 'latin1'))
      // Ours is content with an answer that is followed by more, and drops the connection; node's client is not.
      if (reader.complete() && piece !== '') return null
      reader.push(Buffer.from(piece.slice(-1), 'latin1'))
    }
    return reader.end() ? answer : null
  } catch {
    return null
  }
}

const visible = fc.string({ unit: fc.integer({ min: 0x21, max: 0xff }).filter((code) => code !== 0x7f).map((code) => String.fromCharCode(code)), maxLength: 12 })
const body = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((code) => String.fromCharCode(code)), maxLength: 60 })
const chunked = (content: string): string => {
  const parts = content.match(/[^]{1,17}/g) ?? []
  return `${parts.map((part) => `${part.length.toString(16)};x=y\r\n${part}\r\n`).join('')}0\r\nX-Trailer: t\r\n\r\n`
}

const wellFormed = fc
  .record({
    version: fc.constantFrom('1.1', '1.1', '1.0'),
    status: fc.constantFrom(200, 200, 201, 204, 304, 302, 404, 410, 500, 503, 599, 600, 999),
    reason: fc.constantFrom(' OK', ' ', '', ' Nicht gefunden'),
    interim: fc.constantFrom('', '', '', 'HTTP/1.1 100 Continue\r\n\r\n', 'HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n'),
    headers: fc.array(fc.tuple(fc.stringMatching(/^[A-Za-z][A-Za-z-]{0,8}$/).map((name) => `X-${name}`), visible), { maxLength: 4 }),
    framing: fc.constantFrom('length', 'chunked', 'end', 'gzip, chunked'),
    body,
  })
  .map((a) => {
    const head = `${a.interim}HTTP/${a.version} ${a.status}${a.reason}\r\n${a.headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}`
    if (a.framing === 'end') return `${head}\r\n${a.body}`
    if (a.framing === 'length') return `${head}Content-Length: ${a.body.length}\r\n\r\n${a.body}`
    return `${head}Transfer-Encoding: ${a.framing}\r\n\r\n${chunked(a.body)}`
  })
const damaged = fc.tuple(wellFormed, fc.array(fc.record({ at: fc.nat(), drop: fc.nat(3), put: fc.constantFrom('', ' ', ':', '\r', '\n', '\r\n', '\0', '9', 'a', 'Content-Length: 3\r\n', 'Transfer-Encoding: chunked\r\n') }), { minLength: 1, maxLength: 2 })).map(
  ([whole, damages]) => damages.reduce((so, { at, drop, put }) => so.slice(0, at % (so.length + 1)) + put + so.slice((at % (so.length + 1)) + drop), whole),
)
const pieces = (whole: string, at: number): string[] => [whole.slice(0, at % (whole.length + 1)), whole.slice(at % (whole.length + 1))]

it('that are whole are read the same', { timeout: 60_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(wellFormed, fc.constantFrom('POST', 'GET', 'HEAD'), fc.nat(), async (whole, method, at) => {
      text = whole
      expect(byUs(method, pieces(whole, at))).toEqual(await byNode(method))
    }),
    { numRuns: 300, seed: 3 },
  )
})

it('that are damaged are read the same, or not taken by ours', { timeout: 60_000 }, async () => {
  let taken = 0
  await fc.assert(
    fc.asyncProperty(damaged, fc.nat(), async (broken, at) => {
      text = broken
      const ours = byUs('POST', pieces(broken, at))
      const nodes = await byNode('POST')
      if (ours) expect(ours).toEqual(nodes)
      if (ours) taken++
    }),
    { numRuns: 600, seed: 5 },
  )
  expect(taken, 'answers that survived the damage').toBeGreaterThan(100)
})
