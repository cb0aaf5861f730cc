/** What the options of a curl command say about its request. */
import type { Headers } from '#contract/common.ts'
import { EntryFault, shown, trimmed } from '../entry.ts'

export interface CurlOptions {
  method: string | null
  url: string | null
  target: string | null
  httpVersion: string
  /** As given: `Name: value`, `Name:` to leave one out, `Name;` for an empty one. */
  headers: string[]
  /** Pieces of the body, one character for each byte; null: standard input. */
  data: (string | null)[]
  isJson: boolean
  head: boolean
  get: boolean
  user: string | null
}

type Take = (options: CurlOptions, value: string) => void

const data = (options: CurlOptions, value: string, reads: boolean): void => {
  if (reads && value.startsWith('@')) {
    if (value !== '@-') throw new EntryFault(`It sends the file ${shown(value.slice(1))}, which is not part of the command: put its content into the command, or capture the request with an inbox.`)
    options.data.push(null)
  } else options.data.push(value)
}
const refuse = (why: string): Take => () => {
  throw new EntryFault(why)
}
const set = (header: string): Take => (options, value) => void options.headers.push(`${header}: ${value}`)
const ignored: Take = () => undefined

/** Options with a value, by their long name. */
const VALUED: Readonly<Record<string, Take>> = {
  request: (options, value) => (options.method = value),
  url: (options, value) => (options.url = value),
  'request-target': (options, value) => (options.target = value),
  header: (options, value) => {
    if (value.startsWith('@')) throw new EntryFault(`It takes headers from the file ${shown(value.slice(1))}, which is not part of the command.`)
    options.headers.push(value)
  },
  data: (options, value) => data(options, value, true),
  'data-ascii': (options, value) => data(options, value, true),
  'data-binary': (options, value) => data(options, value, true),
  'data-raw': (options, value) => data(options, value, false),
  'data-urlencode': (options, value) => {
    const [, name = '', content = ''] = /^([^=@]*=)?(.*)$/s.exec(value) ?? []
    if (content.startsWith('@') || /^[^=]*@/.test(value)) return data(options, `@${value.split('@')[1]}`, true)
    const encoded = encodeURIComponent(Buffer.from(content, 'latin1').toString()).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    options.data.push(`${name === '=' ? '' : name}${encoded}`)
  },
  json: (options, value) => {
    options.isJson = true
    data(options, value, true)
  },
  user: (options, value) => (options.user = value),
  'user-agent': set('User-Agent'),
  referer: set('Referer'),
  cookie: (options, value) => {
    if (!value.includes('=')) throw new EntryFault(`It takes cookies from the file ${shown(value)}, which is not part of the command.`)
    options.headers.push(`Cookie: ${value}`)
  },
  'oauth2-bearer': (options, value) => void options.headers.push(`Authorization: Bearer ${value}`),
  form: refuse('It sends a form of parts (--form): curl makes up their boundary as it goes, so the bytes are not in the command. Capture the request with an inbox.'),
  'form-string': refuse('It sends a form of parts (--form-string): curl makes up their boundary as it goes, so the bytes are not in the command.'),
  'upload-file': refuse('It sends a file (--upload-file), which is not part of the command.'),
  config: refuse('It takes its options from a file (--config), which is not part of the command.'),
  ...Object.fromEntries(
    ['output', 'max-time', 'connect-timeout', 'proxy', 'cacert', 'cert', 'key', 'resolve', 'connect-to', 'retry', 'retry-delay', 'retry-max-time', 'write-out', 'dump-header', 'cookie-jar', 'interface', 'limit-rate', 'max-redirs', 'proxy-user', 'ciphers', 'tls-max', 'unix-socket', 'output-dir', 'stderr', 'trace', 'trace-ascii', 'keepalive-time', 'speed-limit', 'speed-time', 'expect100-timeout', 'max-filesize'].map((name) => [name, ignored]),
  ),
}
/** Options without one. */
const FLAGS: Readonly<Record<string, (options: CurlOptions) => void>> = {
  head: (options) => (options.head = true),
  get: (options) => (options.get = true),
  compressed: (options) => void options.headers.push('Accept-Encoding: deflate, gzip, br, zstd'),
  'http1.0': (options) => (options.httpVersion = '1.0'),
  'http1.1': (options) => (options.httpVersion = '1.1'),
  http2: (options) => (options.httpVersion = '2'),
  'http2-prior-knowledge': (options) => (options.httpVersion = '2'),
  http3: (options) => (options.httpVersion = '3'),
  ...Object.fromEntries(
    ['silent', 'show-error', 'include', 'verbose', 'insecure', 'location', 'location-trusted', 'fail', 'fail-with-body', 'fail-early', 'globoff', 'path-as-is', 'no-buffer', 'no-progress-meter', 'progress-bar', 'remote-name', 'remote-header-name', 'ipv4', 'ipv6', 'tcp-nodelay', 'tlsv1', 'tlsv1.0', 'tlsv1.1', 'tlsv1.2', 'tlsv1.3', 'no-keepalive', 'no-sessionid', 'create-dirs', 'raw', 'parallel', 'basic', 'post301', 'post302', 'post303', 'disable', 'ssl-no-revoke', 'no-alpn', 'retry-all-errors', 'retry-connrefused'].map((name) => [name, () => undefined]),
  ),
}
const SHORT: Readonly<Record<string, string>> = {
  X: 'request', H: 'header', d: 'data', u: 'user', A: 'user-agent', e: 'referer', b: 'cookie', F: 'form', T: 'upload-file', K: 'config',
  o: 'output', m: 'max-time', x: 'proxy', E: 'cert', w: 'write-out', D: 'dump-header', c: 'cookie-jar', U: 'proxy-user', y: 'speed-time', Y: 'speed-limit',
  I: 'head', G: 'get', s: 'silent', S: 'show-error', i: 'include', v: 'verbose', k: 'insecure', L: 'location', f: 'fail', g: 'globoff',
  N: 'no-buffer', '#': 'progress-bar', O: 'remote-name', J: 'remote-header-name', 4: 'ipv4', 6: 'ipv6', q: 'disable', 0: 'http1.0', 1: 'tlsv1', Z: 'parallel',
}

/** @throws `EntryFault` for an option that is not known, that lacks its value, or that needs what is not in the command. */
export function curlOptions(words: readonly string[]): CurlOptions {
  const options: CurlOptions = { method: null, url: null, target: null, httpVersion: '1.1', headers: [], data: [], isJson: false, head: false, get: false, user: null }
  const rest = [...words]
  let onlyUrls = false
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--' && !onlyUrls) onlyUrls = true
    else if (onlyUrls || !word.startsWith('-') || word === '-') {
      if (options.url !== null) throw new EntryFault(`It has a second URL, ${shown(word)}: write a command for each request.`)
      options.url = word
    } else if (word.startsWith('--')) long(options, word.slice(2), rest)
    else short(options, word.slice(1), rest)
  }
  return options
}

function long(options: CurlOptions, name: string, rest: string[]): void {
  if (Object.hasOwn(FLAGS, name)) FLAGS[name]?.(options)
  else if (Object.hasOwn(VALUED, name)) VALUED[name]?.(options, valueOf(`--${name}`, rest))
  else throw new EntryFault(`It has the option ${shown(`--${name}`)}, which is not understood here.`)
}

/** Several may stand together: `-sSXPOST`. */
function short(options: CurlOptions, letters: string, rest: string[]): void {
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] ?? ''
    const name = Object.hasOwn(SHORT, letter) ? (SHORT[letter] ?? '') : ''
    if (name === '') throw new EntryFault(`It has the option ${shown(`-${letter}`)}, which is not understood here.`)
    if (Object.hasOwn(FLAGS, name)) FLAGS[name]?.(options)
    else return void VALUED[name]?.(options, at + 1 < letters.length ? letters.slice(at + 1) : valueOf(`-${letter}`, rest))
  }
}

function valueOf(option: string, rest: string[]): string {
  const value = rest.shift()
  if (value === undefined) throw new EntryFault(`It ends after ${option}, whose value is missing.`)
  return value
}

/** What stands in the request for the headers that were given; curl's own are left out where one is given, or taken back with `Name:`. */
export function headersOf(given: readonly string[], own: Headers): Headers {
  const out: Headers = []
  const named = new Set<string>()
  for (const text of given) {
    const [, name = '', mark, value = ''] = /^([^:;]+)([:;])(.*)$/s.exec(text) ?? []
    if (mark === undefined) throw new EntryFault(`${shown(text)} is no header: write Name: value.`)
    named.add(name.trim().toLowerCase())
    const content = trimmed(value)
    if (mark === ';' && content !== '') throw new EntryFault(`${shown(text)} is no header: write Name: value.`)
    if (content !== '' || mark === ';') out.push([name.trim(), content])
  }
  const before = own.filter(([name]) => name === 'Host' && !named.has('host'))
  return [...before, ...out, ...own.filter(([name]) => name !== 'Host' && !named.has(name.toLowerCase()))]
}
