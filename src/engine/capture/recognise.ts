/** Tells what a file is by what is in it; its name says nothing. */
import { BUNDLE_FORMAT } from '#contract/bundle.ts'
import type { ImportFormat } from '#contract/capture-file.ts'
import { ProblemError } from '#contract/problem.ts'
import { shown } from './entry.ts'
import type { Read } from './format.ts'
import { readBundle, readLines } from './formats/bundle.ts'
import { readCurl } from './formats/curl.ts'
import { readHar } from './formats/har.ts'
import { readHttpFile } from './formats/http-file.ts'
import { readNgrok, readNgrokOne } from './formats/ngrok.ts'
import { readWebhookSite, readWebhookSiteCsv, readWebhookSiteOne } from './formats/webhook-site.ts'
import { readWebhookTester } from './formats/webhook-tester.ts'
import { JsonFault, endOfValue, find, parts, skipSpace } from './json-walk.ts'

export interface Recognised {
  readonly format: ImportFormat
  /** In words. */
  readonly title: string
  readonly read: Read
  /** The file without its byte order mark. */
  readonly bytes: Buffer
}

const [OPEN_LIST, OPEN_OBJECT] = [0x5b, 0x7b]
const TAKEN = 'Taken are bundles, HAR, JSON Lines, curl commands, .http files, and exports of webhook-tester, webhook.site and ngrok.'

const refuse = (why: string): ProblemError => new ProblemError('invalid', `This file holds no captures that can be read: ${why} ${TAKEN}`)

/** @throws `ProblemError('invalid')`: what is wrong, and which format was the nearest. */
export function recognise(file: Buffer): Recognised {
  const bytes = file.subarray(0, 3).equals(Buffer.from([0xef, 0xbb, 0xbf])) ? file.subarray(3) : file
  const start = skipSpace(bytes, 0)
  if (start === bytes.length) throw refuse(file.length === 0 ? 'it is empty.' : 'there is nothing but white space in it.')
  refuseOthers(bytes)
  try {
    const known = bytes[start] === OPEN_OBJECT ? objectFile(bytes, start) : bytes[start] === OPEN_LIST ? listFile(bytes, start) : textFile(bytes, start)
    return { ...known, bytes }
  } catch (error) {
    if (error instanceof JsonFault) throw refuse(`it begins as JSON, but ${error.message} (byte ${error.at}).`)
    throw error
  }
}

/** What a user may well drop by mistake. */
function refuseOthers(bytes: Buffer): void {
  const head = bytes.toString('latin1', 0, 512)
  if (head.startsWith('\x1f\x8b')) throw refuse('it is compressed with gzip. Unpack it first.')
  if (head.startsWith('PK\x03\x04')) throw refuse('it is a ZIP archive. Unpack it, and import what is in it.')
  if (/^(\xff\xfe|\xfe\xff)/.test(head)) throw refuse('it is in UTF-16. Save it as UTF-8.')
  if (head.includes('\0')) throw refuse('it is no text: there are NUL bytes in it.')
  if (/^\s*<(!doctype|html|\?xml)/i.test(head)) throw refuse('it is a page (HTML or XML). Save the export itself, not the page around it.')
}

type Known = Omit<Recognised, 'bytes'>
const LINES: Known = { format: 'jsonl', title: 'JSON Lines', read: readLines }

function objectFile(bytes: Buffer, start: number): Known {
  const end = endOfValue(bytes, start)
  const keys = new Map<string, { start: number; end: number }>()
  try {
    for (const part of parts(bytes, start)) keys.set(part.key ?? '', part)
  } catch (error) {
    // What comes before the fault says enough.
    if (!(error instanceof JsonFault) || keys.size === 0) throw error
  }
  const valueOf = (key: string): string => {
    const part = keys.get(key)
    return part ? bytes.toString('utf8', part.start, Math.min(part.end, part.start + 200)) : ''
  }
  if (valueOf('format') === `"${BUNDLE_FORMAT}"`) return isList(bytes, ['items']) ? { format: 'bundle', title: 'Hookwright bundle', read: readBundle } : missing('a bundle', 'items')
  if (keys.has('kind') || (end > 0 && skipSpace(bytes, end) < bytes.length && bytes[skipSpace(bytes, end)] === OPEN_OBJECT)) return LINES
  if (keys.has('log')) {
    if (!isList(bytes, ['log', 'entries'])) return missing('HAR', 'log.entries')
    const part = find(bytes, ['log', 'creator', 'name'])
    const creator = part ? bytes.toString('utf8', part.start, Math.min(part.end, part.start + 60)).replace(/[^\w .-]/g, '') : ''
    return { format: 'har', title: `HAR${creator === '' ? '' : ` of ${creator}`}`, read: readHar }
  }
  if (keys.has('requests') && isList(bytes, ['requests'])) return { format: 'ngrok', title: "Requests of ngrok's inspector", read: readNgrok }
  if (keys.has('request') && keys.has('remote_addr')) return { format: 'ngrok', title: "A request of ngrok's inspector", read: readNgrokOne }
  if (keys.has('data') && isList(bytes, ['data'])) return { format: 'webhook-site', title: 'Requests of webhook.site', read: readWebhookSite }
  if (keys.has('token_id') && keys.has('method')) return { format: 'webhook-site', title: 'A request of webhook.site', read: readWebhookSiteOne }
  const names = [...keys.keys()].slice(0, 5).map(shown).join(', ')
  throw refuse(`it is JSON with ${names || 'nothing'} at its top. ${nearest(keys)}`)
}

function missing(what: string, list: string): never {
  throw refuse(`it is ${what} without its list "${list}".`)
}

function nearest(keys: ReadonlyMap<string, unknown>): string {
  if (keys.has('entries')) return 'The nearest is HAR, which has its "entries" in "log".'
  if (keys.has('items')) return `The nearest is a bundle, which says "format": "${BUNDLE_FORMAT}".`
  if (keys.has('method') || keys.has('headers')) return 'The nearest is JSON Lines, whose lines say "kind": "capture".'
  return 'The nearest is HAR, which has "log" there.'
}

const isList = (bytes: Buffer, path: readonly string[]): boolean => {
  const part = find(bytes, path)
  return part !== undefined && bytes[part.start] === OPEN_LIST
}

function listFile(bytes: Buffer, start: number): Known {
  for (const first of parts(bytes, start)) {
    const names = new Set<string>()
    try {
      if (bytes[first.start] === OPEN_OBJECT) for (const part of parts(bytes, first.start)) names.add(part.key ?? '')
    } catch (error) {
      if (!(error instanceof JsonFault)) throw error
    }
    if (names.has('client_address') || names.has('request_payload_base64') || names.has('captured_at_unix_milli')) return { format: 'webhook-tester', title: 'Requests of webhook-tester', read: readWebhookTester }
    const list = [...names].slice(0, 5).map(shown).join(', ')
    throw refuse(`it is a JSON list of ${names.size === 0 ? 'something else than objects' : `objects with ${list}`}. The nearest is webhook-tester, whose requests have "request_payload_base64".`)
  }
  throw refuse('it is an empty JSON list.')
}

/** Of commands and the like, which are read whole. */
const TEXT_BYTES = 32 * 2 ** 20

function textFile(bytes: Buffer, start: number): Known {
  if (bytes.length > TEXT_BYTES) throw refuse(`it is text of ${bytes.length} bytes: ${TEXT_BYTES} are taken of commands, .http files and CSV. Bundles may be larger.`)
  const text = bytes.toString('latin1', start, start + 64 * 1024)
  if (/^(\$ )?(\S*\/)?curl(\.exe)?\s.*\^\r?\n/.test(text)) throw refuse('it is a curl command for the Windows command line (lines end with ^). Copy it as cURL (bash).')
  if (/^(#!\S*sh\s|printf\s)/.test(text)) return { format: 'curl', title: 'curl commands', read: readCurl }
  if (/^(\$\s+)?(\S*\/)?curl[\s\\]/m.test(text) && !/^(###|[A-Z]+ \S+ HTTP\/)/m.test(text)) return { format: 'curl', title: 'curl commands', read: readCurl }
  const [line = ''] = text.split(/\r?\n/)
  const columns = line.split(',').map((column) => column.replace(/^"|"$/g, '').trim())
  if (columns.includes('method') && columns.includes('url') && columns.length > 2) return { format: 'webhook-site-csv', title: 'Requests of webhook.site, as CSV', read: readWebhookSiteCsv }
  if (/^(###|\s*@[\w-]+\s*=|[A-Z]+ +(https?:\/\/|\/|\{\{)\S*( +HTTP\/\S+)?\s*$|https?:\/\/\S+\s*$)/m.test(text.slice(0, 8192))) return { format: 'http', title: '.http file', read: readHttpFile }
  if (columns.length > 2) throw refuse(`its first line looks like CSV with the columns ${columns.slice(0, 5).map(shown).join(', ')}. The nearest is that of webhook.site, which has "method" and "url".`)
  throw refuse(`it begins with ${shown(line)}. The nearest is an .http file, which begins with ### or a request line such as POST https://example.com/hook.`)
}
