import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { createAnswerReader } from './answer-reader.ts'
import { NotAnAnswer } from './not-an-answer.ts'

interface Read {
  readonly heads: readonly (readonly [number, readonly (readonly string[])[]])[]
  readonly body: string
  readonly complete: boolean
  readonly idleMs: number
}

/** What is read of these bytes, in pieces as they come. `ends`: the other side closes after them. */
function read(pieces: readonly string[], { method = 'POST', ends = false } = {}): Read {
  const reader = createAnswerReader()
  const heads: [number, string[][]][] = []
  let body = ''
  reader.expect(method, { head: (status, headers) => void heads.push([status, headers.map((pair) => [...pair])]), data: (bytes) => void (body += bytes.toString('latin1')) })
  for (const piece of pieces) reader.push(Buffer.from(piece, 'latin1'))
  if (ends) reader.end()
  return { heads, body, complete: reader.complete(), idleMs: reader.idleMs() }
}
const ok = 'HTTP/1.1 200 OK\r\n'

describe('an answer', () => {
  it.each<[string, string, string]>([
    ['with a length', `${ok}Content-Length: 5\r\n\r\nhello`, 'hello'],
    ['without a reason', 'HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok', 'ok'],
    ['in chunks, with an extension and a trailer', `${ok}Transfer-Encoding: chunked\r\n\r\n3;a=b\r\nhel\r\n2\r\nlo\r\n0\r\nX-Sum: 1\r\n\r\n`, 'hello'],
    ['whose last coding is chunked', `${ok}Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n\x1f\x8b\r\n0\r\n\r\n`, '\x1f\x8b'],
    ['of 204, whatever length it says', 'HTTP/1.1 204 No Content\r\nContent-Length: 7\r\n\r\n', ''],
    ['of 304', 'HTTP/1.1 304 Not Modified\r\n\r\n', ''],
  ])('%s is complete, however its bytes come', (_, text, body) => {
    const whole = read([text])
    expect([whole.body, whole.complete]).toEqual([body, true])
    expect(whole.idleMs).toBeGreaterThan(0)
    expect(read([...text])).toEqual(whole)
    for (let at = 1; at < text.length; at++) expect(read([text.slice(0, at), text.slice(at)]), `cut at ${at}`).toEqual(whole)
  })

  it('to HEAD has no body', () => {
    expect(read([`${ok}Content-Length: 5\r\n\r\n`], { method: 'HEAD' })).toMatchObject({ body: '', complete: true })
  })

  it('that does not say how long it is ends with its connection', () => {
    expect(read([`${ok}\r\nhel`, 'lo'])).toMatchObject({ body: 'hello', complete: false })
    expect(read([`${ok}\r\nhel`, 'lo'], { ends: true })).toMatchObject({ body: 'hello', complete: true, idleMs: 0 })
  })

  it('that is cut is not complete', () => {
    for (const text of [ok, `${ok}Content-Length: 5\r\n\r\nhel`, `${ok}Transfer-Encoding: chunked\r\n\r\n5\r\nhel`, `${ok}Transfer-Encoding: chunked\r\n\r\n0\r\n`]) {
      expect(read([text], { ends: true }).complete, JSON.stringify(text)).toBe(false)
    }
  })

  it('follows interim ones', () => {
    const { heads, complete } = read(['HTTP/1.1 102 Processing\r\nX-A: 1\r\n\r\nHTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n'])
    expect([heads, complete]).toEqual([[[102, [['X-A', '1']]], [103, []], [204, []]], true])
  })

  it('keeps headers in order and case', () => {
    const [head] = read([`${ok}X-B: 1\r\nx-a:2 \r\nX-B:\r\nX-C: \xa0\r\nContent-Length: 0\r\n\r\n`]).heads
    expect(head?.[1]).toEqual([['X-B', '1'], ['x-a', '2'], ['X-B', ''], ['X-C', '\xa0'], ['Content-Length', '0']])
  })
})

describe('its connection', () => {
  const idle = (headers: string, line = ok): number => read([`${line}${headers}Content-Length: 0\r\n\r\n`]).idleMs

  it('waits for another request as long as it is allowed to, and a little less', () => {
    expect(idle('')).toBe(4_000)
    expect(idle('Keep-Alive: timeout=60, max=100\r\n')).toBe(58_000)
    expect(idle('Keep-Alive: timeout=2\r\n')).toBe(0)
    expect(idle('Keep-Alive: timeout=999999999\r\n')).toBe(600_000)
  })

  it('is not used again when either side says so', () => {
    expect(idle('Connection: Close\r\n')).toBe(0)
    expect(idle('Connection: x, close\r\n')).toBe(0)
    expect(idle('', 'HTTP/1.0 200 OK\r\n')).toBe(0)
    expect(idle('Connection: keep-alive\r\n', 'HTTP/1.0 200 OK\r\n')).toBe(4_000)
  })

  it('is not used again when more came than was asked for', () => {
    expect(read([`${ok}Content-Length: 0\r\n\r\n${ok}Content-Length: 0\r\n\r\n`])).toMatchObject({ complete: true, idleMs: 0, heads: [[200, [['Content-Length', '0']]]] })
  })
})

describe('what is no answer', () => {
  it.each<[string, string, RegExp]>([
    ['another protocol, at its first byte', 'S', /^it begins with "S"$/],
    ['another version', 'HTTP/2.0 200 OK\r\n', /^it begins with "HTTP\/2\.0 200 OK/],
    ['a status of two digits', 'HTTP/1.1 20 OK\r\n', /status line/],
    ['a status that is none', 'HTTP/1.1 099 Odd\r\n', /status line/],
    ['lines that end with LF alone', 'HTTP/1.1 200 OK\nContent-Length: 0\n\n', /CR LF/],
    ['a header without a name', `${ok}: x\r\n`, /a header is ": x"/],
    ['a header with a space before its colon', `${ok}Content-Length : 0\r\n`, /a header is/],
    ['a header that goes on in the next line', `${ok}X: a\r\n b\r\n`, /a header is " b"/],
    ['a NUL in a header', `${ok}X: a\x00b\r\n`, /control character/],
    ['two lengths', `${ok}Content-Length: 1\r\nContent-Length: 1\r\n\r\n`, /more than one Content-Length/],
    ['a length and chunks', `${ok}Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`, /both a Content-Length and a Transfer-Encoding/],
    ['a negative length', `${ok}Content-Length: -1\r\n\r\n`, /Content-Length is "-1"/],
    ['a chunk that is longer than it says', `${ok}Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n`, /longer than it says/],
    ['a chunk without a size', `${ok}Transfer-Encoding: chunked\r\n\r\nxyz\r\n`, /a chunk begins with "xyz"/],
    ['a chunk larger than anything', `${ok}Transfer-Encoding: chunked\r\n\r\nfffffffff\r\n`, /a chunk begins with/],
    ['a chunk line without end', `${ok}Transfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(5_000)}`, /longer than 4096 bytes/],
    ['headers without end', `${ok}X: ${'x'.repeat(70_000)}`, /larger than 64 KiB/],
    ['interim answers without end', 'HTTP/1.1 102 Processing\r\n\r\n'.repeat(5_000), /larger than 64 KiB/],
    ['another protocol that it switches to', 'HTTP/1.1 101 Switching Protocols\r\n\r\n', /switches to another protocol/],
  ])('%s is said to be none', (_, text, says) => {
    expect(() => read([text])).toThrow(says)
    expect(() => read([...text])).toThrow(NotAnAnswer)
  })

  it('never breaks the reader in another way, whatever comes', () => {
    const noise = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(ok, '\r\n', '\n', ':', 'Content-Length: 3', 'Transfer-Encoding: chunked', '\r\n\r\n', '3\r\nabc\r\n', '0\r\n\r\n', 'HTTP/1.1 100 Continue\r\n\r\n'))
    fc.assert(
      fc.property(fc.array(noise, { maxLength: 12 }), (pieces) => {
        try {
          read(pieces, { ends: true })
        } catch (error) {
          expect(error).toBeInstanceOf(NotAnAnswer)
        }
      }),
      { numRuns: 500, seed: 1 },
    )
  })
})
