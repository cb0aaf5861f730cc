import { Readable } from 'node:stream'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ExportFormat } from '#contract/capture-file.ts'
import type { Verdict } from '#contract/verdict.ts'
import { entry, type Entry } from '../entry.ts'
import type { Write } from '../format.ts'
import { recognise } from '../recognise.ts'
import { writeBundle, writeLines } from './bundle.ts'
import { writeCurl } from './curl.ts'
import { writeHar } from './har.ts'
import { writeHttpFile } from './http-file.ts'

const NOW = Date.UTC(2026, 2, 1)
const context = { now: NOW, version: '0', base: 'http://127.0.0.1:4482', inboxes: [] }
const WRITERS: Record<ExportFormat, Write> = { bundle: writeBundle, jsonl: writeLines, har: writeHar, curl: writeCurl, http: writeHttpFile }

/** Written, recognised by what it is, and read. */
async function through(format: ExportFormat, entries: readonly Entry[]): Promise<Entry[]> {
  const pieces: Buffer[] = []
  for await (const piece of WRITERS[format](Readable.from(entries), context)) pieces.push(Buffer.from(piece))
  const recognised = recognise(Buffer.concat(pieces))
  expect(recognised.format).toBe(format)
  return [...recognised.read(recognised.bytes, { now: NOW })].map((item) => {
    if (!('entry' in item)) throw new Error(JSON.stringify(item))
    return item.entry
  })
}

const token = fc.string({ unit: fc.constantFrom(...'AZaz09!#$%&\'*+-.^_`|~'), minLength: 1, maxLength: 12 })
/** What a header value may be on the wire: any byte but line ends and NUL, without space around it. */
const value = fc.string({ unit: fc.integer({ min: 1, max: 255 }).filter((byte) => byte !== 10 && byte !== 13).map((byte) => String.fromCharCode(byte)), maxLength: 30 }).map((text) => text.replace(/^[\t ]+|[\t ]+$/g, ''))
const path = fc.string({ unit: fc.constantFrom(...'ab09/.?&=%~-_:@!$\'()*+,;[]{}|"\\^<>#`\xe9\xff'), maxLength: 30 }).map((text) => `/${text}`)
const body = fc.oneof(
  fc.constant(Buffer.alloc(0)),
  fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  fc.string({ unit: 'binary', maxLength: 100 }).map((text) => Buffer.from(text.toWellFormed())),
  fc.json().map((text) => Buffer.from(text)),
  fc.constantFrom('a\r\nb', '### not a separator', '< ./file', '> {% x %}', '\ufeffbom', ' padded ', '\n\n', "it's $HOME `x` \\ !", '@file', '{{x}}', '# a', '// b', 'x'.repeat(70_000)).map((text) => Buffer.from(text)),
)
const answer = fc.option(fc.record({ status: fc.integer({ min: 100, max: 599 }), headers: fc.array(fc.tuple(token, value), { maxLength: 3 }), body }))
const methods = fc.oneof(fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD', 'M-SEARCH'), token)
const at = fc.integer({ min: 0, max: 4e12 })

const verdict: Verdict = { scheme: 'members', ok: false, summary: 'No.', steps: [{ title: 'a', value: null, ok: false }] }

const capture: fc.Arbitrary<Entry> = fc
  .record({
    kind: fc.constant('capture' as const),
    id: fc.constant('cap_1'),
    inboxName: fc.constant('demo'),
    at,
    durationMs: fc.double({ min: 0, max: 1e6, noNaN: true }),
    peer: fc.constantFrom('127.0.0.1:5', '[::1]:9', ''),
    method: methods,
    target: path,
    httpVersion: fc.constantFrom('1.0', '1.1'),
    headers: fc.tuple(fc.array(fc.tuple(token, value), { maxLength: 8 }), fc.boolean()).map(([headers, twice]) => (twice ? [...headers, ...headers] : headers)),
    body,
    answer,
    verdict: fc.option(fc.constant(verdict)),
    fault: fc.option(fc.string()),
    imported: fc.constant(null),
  })
  .map(entry)

/** What any format holds that is about the request alone. */
const requestOf = ({ method, target, httpVersion, headers, body }: Entry) => ({ method, target, httpVersion, headers, body: body.toString('base64') })
const runs = { numRuns: 150 }

describe.each(['bundle', 'jsonl', 'har'] as const)('%s', (format) => {
  it('gives every capture back as it was', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(capture, { minLength: 1, maxLength: 3 }), async (entries) => {
        expect(await through(format, entries)).toEqual(entries.map((one) => ({ ...one, ...(format !== 'har' && { origin: null }) })))
      }),
      runs,
    )
  })
})

/** Length is written anew, and the host first. */
const loose = (one: Entry) => {
  const named = (name: string) => one.headers.filter(([n]) => n.toLowerCase() === name)
  return { ...requestOf(one), headers: [...named('host').map(([, v]) => ['host', v]), ...one.headers.filter(([n]) => !/^(host|content-length)$/i.test(n))] }
}
/** As HTTP has it: one host, and a length where there is a body. */
const wellFormed = (one: Entry): Entry => {
  const others = one.headers.filter(([n]) => !/^(host|content-length|transfer-encoding)$/i.test(n))
  return { ...one, headers: [['Host', 'example.test:81'], ...others, ...(one.body.length > 0 ? [['Content-Length', String(one.body.length)] as [string, string]] : [])] }
}

/** In an .http file a line that begins with # is a comment, and what follows it in a URL is no part of the request. */
const withoutComments = (one: Entry): Entry => {
  const other = (text: string) => text.replaceAll('#', 'x')
  return { ...one, method: other(one.method), target: other(one.target), headers: one.headers.map(([name, v]) => [other(name), v]) }
}

describe.each(['curl', 'http'] as const)('%s', (format) => {
  it('gives every request back: method, target, version, headers in order, and all bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(capture.map(wellFormed), { minLength: 1, maxLength: 3 }), async (entries) => {
        const fits = format === 'http' ? entries.map(withoutComments) : entries
        expect((await through(format, fits)).map(loose)).toEqual(fits.map(loose))
      }),
      runs,
    )
  })
})

it('a request that was sent keeps its URL and its answer', async () => {
  const sent = entry({ at: NOW, method: 'POST', origin: 'https://example.test', target: '/hook?a=1', headers: [['Host', 'example.test']], body: Buffer.from('{}'), answer: { status: 503, headers: [['Retry-After', '5']], body: Buffer.from('\xff', 'latin1') } })
  for (const format of ['bundle', 'jsonl', 'har'] as const) expect(await through(format, [sent])).toEqual([sent])
})
