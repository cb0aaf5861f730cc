/** A request or an answer of HTTP/1 as its bytes. */
import type { Headers } from '#contract/common.ts'
import { EntryFault, headerOf, shown, trimmed } from '../entry.ts'

export interface Message {
  /** Request line, or status line. */
  readonly first: string
  readonly headers: Headers
  readonly body: Buffer
}

/** @throws `EntryFault` for what has no headers that end. */
export function messageOf(bytes: Buffer): Message {
  const end = bytes.indexOf('\r\n\r\n')
  if (end < 0) throw new EntryFault('Its headers do not end: it was cut off.')
  const [first = '', ...lines] = bytes.toString('latin1', 0, end).split('\r\n')
  const headers = lines.map(headerLine)
  const body = bytes.subarray(end + 4)
  return { first, headers, body: /\bchunked\b/i.test(headerOf(headers, 'transfer-encoding') ?? '') ? unchunked(body) : body }
}

/** @throws `EntryFault`. */
export function headerLine(line: string): [string, string] {
  const colon = line.indexOf(':')
  if (colon < 1) throw new EntryFault(`${shown(line)} is no header: write Name: value.`)
  return [trimmed(line.slice(0, colon)), trimmed(line.slice(colon + 1))]
}

/** @throws `EntryFault`. */
export function requestLine(line: string): { method: string; target: string; httpVersion: string } {
  const [, method = '', target = '', httpVersion = '1.1'] = /^([^ \t]+)[ \t]+([^ \t]+)(?:[ \t]+HTTP\/(\d(?:\.\d)?))?[ \t]*$/.exec(line) ?? []
  if (method === '') throw new EntryFault(`${shown(line)} is no request line: write METHOD /path HTTP/1.1.`)
  return { method, target, httpVersion }
}

/** The content of chunks; bytes that are no chunks, whole to the last one, stay as they are. */
function unchunked(bytes: Buffer): Buffer {
  const chunks: Buffer[] = []
  for (let at = 0; ; ) {
    const end = bytes.indexOf('\r\n', at)
    const [, digits] = (end < 0 ? null : /^([\da-f]{1,8})(?:;.*)?$/i.exec(bytes.toString('latin1', at, end))) ?? []
    if (digits === undefined) return bytes
    const size = parseInt(digits, 16)
    if (size === 0) return Buffer.concat(chunks)
    if (bytes.toString('latin1', end + 2 + size, end + 4 + size) !== '\r\n') return bytes
    chunks.push(bytes.subarray(end + 2, end + 2 + size))
    at = end + 4 + size
  }
}
