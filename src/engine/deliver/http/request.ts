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
  let names = ''
  let values = ''
  for (const [name, value] of headers) {
    if (name === '') throw new TypeError('"" is no header name')
    names += name
    values += value
    head += `${name}: ${value}\r\n`
  }
  // One look at all of them costs as much as one at each would.
  if ((names !== '' && !TOKEN.test(names)) || NOT_IN_VALUES.test(values)) throw faultIn(headers)
  head += '\r\n'
  // One piece, so that it leaves in one packet where it can.
  const bytes = Buffer.allocUnsafe(head.length + body.length)
  bytes.write(head, 0, 'latin1')
  bytes.set(body, head.length)
  return bytes
}

function faultIn(headers: Headers): TypeError {
  const odd = headers.find(([name]) => !TOKEN.test(name))
  if (odd) return new TypeError(`${JSON.stringify(odd[0])} is no header name`)
  return new TypeError(`the header ${headers.find(([, value]) => NOT_IN_VALUES.test(value))?.[0]} holds a character that can't be sent`)
}
