/** Requests as curl commands for any POSIX shell: the one place that writes them. */
import type { Body, Headers } from './common.ts'
import { plainText, printf, quoted, shellWord } from './shell.ts'

export interface CurlRequest {
  readonly method: string
  /** Scheme and authority, such as `http://127.0.0.1:4482`. */
  readonly origin: string
  /** As on the request line; one character is one byte. */
  readonly target: string
  /** `1.0` or `1.1` is asked for; anything else is left to curl. */
  readonly httpVersion: string
  /** One character of a value is one byte. */
  readonly headers: Headers
  readonly body: Uint8Array
}

/** Longer bodies are piped: Linux takes 128 KiB for one argument. */
const LONGEST_WORD = 64 * 1024
/** Above this size curl asks the receiver first, by `Expect: 100-continue`. */
const EXPECT_BYTES = 1024 * 1024
/** Paths that curl and a shell leave as they are. */
const PLAIN_TARGET = /^\/[\w\-.~!$&'()*+,;=:@%/?]*$/
const DOT_SEGMENT = /\/\.{1,2}(\/|\?|$)/

/** A command that sends the same method, target, headers and body bytes again. `Content-Length` is left to curl, so that the body may be edited. */
export function curlCommand(request: CurlRequest): string {
  const { method, origin, target, body } = request
  const names = new Set(request.headers.map(([name]) => name.toLowerCase()))
  const sends = body.length > 0 || names.has('content-length')
  const exact = PLAIN_TARGET.test(target) && !DOT_SEGMENT.test(target)
  const words = [`curl ${methodFlag(method, sends)}${quoted(exact ? origin + target : `${origin}/`)}`]
  if (!exact) words.push(`--request-target ${shellWord(latin1(target))}`)
  if (request.httpVersion === '1.0') words.push('--http1.0')
  else if (request.httpVersion === '1.1' && origin.startsWith('https:')) words.push('--http1.1')
  for (const [name, value] of request.headers) {
    const lower = name.toLowerCase()
    if (lower === 'content-length' || (lower === 'host' && value === origin.replace(/^https?:\/\//, ''))) continue
    words.push(`-H ${shellWord(latin1(value === '' ? `${name};` : `${name}: ${value}`))}`)
  }
  for (const name of ownHeaders(sends, body.length)) if (!names.has(name.toLowerCase())) words.push(`-H ${quoted(`${name}:`)}`)
  if (!sends) return words.join(' \\\n  ')
  const text = body.length <= LONGEST_WORD ? plainText(body) : null
  words.push(text === null ? '--data-binary @-' : `--data-raw ${quoted(text)}`)
  const command = words.join(' \\\n  ')
  return text === null ? `${printf(body)} |\n${command}` : command
}

/** What was sent, as the API shows it; null when it is shown in part only. */
export function curlOf(request: { method: string; url: string; headers: Headers; body: Body }, httpVersion = '1.1'): string | null {
  if (request.body.truncated) return null
  const [, origin = '', target = ''] = /^(https?:\/\/[^/?#]*)(.*)$/s.exec(request.url) ?? ['', request.url]
  const body = Uint8Array.from(atob(request.body.base64), (char) => char.charCodeAt(0))
  return curlCommand({ method: request.method, origin, target: target.startsWith('/') ? target : `/${target}`, httpVersion, headers: request.headers, body })
}

/** Where a received request was sent to: what its Host says, else `base`. */
export function originFrom(headers: Headers, base: string): string {
  const host = headers.find(([name]) => name.toLowerCase() === 'host')?.[1]
  return host !== undefined && /^[\w.-]+(:\d{1,5})?$|^\[[\da-f:]+\](:\d{1,5})?$/i.test(host) ? `http://${host}` : base
}

function methodFlag(method: string, sends: boolean): string {
  if (method === 'GET' && !sends) return ''
  return method === 'HEAD' && !sends ? '--head ' : `-X ${quoted(method)} `
}

/** Headers that curl writes by itself, unless it is told not to. */
function ownHeaders(sends: boolean, size: number): string[] {
  return ['Host', 'User-Agent', 'Accept', ...(sends ? ['Content-Type'] : []), ...(size > EXPECT_BYTES ? ['Expect'] : [])]
}

/** One byte for each character. */
const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0))
