import { describe, expect, it } from 'vitest'
import { requestBytes, type Request } from './request.ts'

const request = (other: Partial<Request>): Request => ({ method: 'POST', target: { path: '/hook' }, headers: [], body: Buffer.alloc(0), ...other })

describe('a request on the wire', () => {
  it('is its line, its headers in order and case, and its body: nothing is added', () => {
    const bytes = requestBytes(request({ headers: [['X-B', '1'], ['x-a', 'caf\xe9'], ['X-B', '']], body: Buffer.from([0, 255]) }))
    expect(bytes.toString('latin1')).toBe('POST /hook HTTP/1.1\r\nX-B: 1\r\nx-a: caf\xe9\r\nX-B: \r\n\r\n\x00\xff')
  })

  it.each<[string, Partial<Request>]>([
    ['a method', { method: 'GET /x HTTP/1.1\r\nX:' }],
    ['a path', { target: { path: '/a b' } }],
    ['a path', { target: { path: '/a\r\nX: 1' } }],
    ['a header name', { headers: [['X: 1\r\nY', '2']] }],
    ['a header name', { headers: [['', '2']] }],
    ['a header value', { headers: [['X', '1\r\nY: 2']] }],
    ['a header value', { headers: [['X', '1\x00']] }],
    ['a header value', { headers: [['X', '漢']] }],
  ])('never lets %s end its line early or lose a character: %j', (_, wrong) => {
    expect(() => requestBytes(request(wrong))).toThrow(TypeError)
  })
})
