/** Pure: a request as it goes over the wire. */
import type { Headers } from '#contract/common.ts'

export interface Request {
  readonly method: string
  /** Path and query. */
  readonly target: { readonly path: string }
  /** All of them, in order: nothing is added. */
  readonly headers: Headers
  readonly body: Uint8Array
}

const TOKEN = /^[\w!#$%&'*+\-.^`|~]+$/
const NOT_IN_PATHS = /[^\x21-\x7e]/
const NOT_IN_VALUES = /[^\t\x20-\x7e\x80-\xff]/

/** @throws TypeError where something would end its line early, or not be one byte a character. */
export function requestBytes({ method, target, headers, body }: Request): Buffer {
  if (!TOKEN.test(method)) throw new TypeError(`${JSON.stringify(method)} is no HTTP method`)
  if (NOT_IN_PATHS.test(target.path)) throw new TypeError(`${JSON.stringify(target.path)} can't stand in a request line`)
  let head = `${method} ${target.path} HTTP/1.1\r\n`
  for (const [name, value] of headers) {
    if (!TOKEN.test(name)) throw new TypeError(`${JSON.stringify(name)} is no header name`)
    if (NOT_IN_VALUES.test(value)) throw new TypeError(`the header ${name} holds a character that can't be sent`)
    head += `${name}: ${value}\r\n`
  }
  head += '\r\n'
  // One piece, so that it leaves in one packet where it can.
  const bytes = Buffer.allocUnsafe(head.length + body.length)
  bytes.write(head, 0, 'latin1')
  bytes.set(body, head.length)
  return bytes
}
