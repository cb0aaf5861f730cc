import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ImportReport } from '#contract/capture-file.ts'
import type { Capture } from '#contract/inbox.ts'
import type { Engine } from '#engine/engine.ts'
import { START, startEngine } from '../helpers/engine.ts'

const fixture = (name: string): Buffer => readFileSync(new URL(`../fixtures/captures/${name}`, import.meta.url))
const bytes = (text: string): string => Buffer.from(text, 'latin1').toString('base64')

async function imported(name: string): Promise<{ report: ImportReport; captures: Capture[]; engine: Engine }> {
  const engine = startEngine()
  const report = await engine.captures.import(fixture(name), { file: name, dryRun: false })
  return { report, captures: capturesOf(engine, report.inbox.name), engine }
}
/** Oldest first. */
const capturesOf = (engine: Engine, inbox: string): Capture[] =>
  engine.captures.list(inbox, { limit: 500 }).items.reverse().map(({ id }) => engine.captures.get(id, { reveal: false }))

describe('an import takes what others write', () => {
  it('HAR of Chrome: pseudo headers, forms without a text, entries that are no requests of HTTP', async () => {
    const { report, captures } = await imported('chrome.har')
    expect(report).toMatchObject({ format: 'har', title: 'HAR of WebInspector', count: 2, faultCount: 1, inbox: { name: 'chrome', isNew: true } })
    expect(report.faults).toEqual([{ at: 'entry 3', message: expect.stringContaining('no URL of HTTP') }])
    expect(captures).toMatchObject([
      {
        method: 'POST', target: '/webhooks/orders?source=shop', httpVersion: '2.0', receivedAt: '2026-02-03T09:15:00.512Z', answerStatus: 202,
        headers: [['Host', 'api.example.com'], ['accept', '*/*'], ['content-type', 'application/json'], ['x-signature', 't=1770110100,v1=5f2a']],
        body: { base64: Buffer.from('{"id":9007199254740993,"name":"Sølvi Åse"}').toString('base64') },
        imported: { at: new Date(START).toISOString(), format: 'har', file: 'chrome.har' },
      },
      { target: '/form', body: { base64: bytes('name=Kari+Nordmann&a%26b=1') }, answer: null },
    ])
  })

  it('HAR of Firefox: a body in base64, a time with its zone', async () => {
    const { captures } = await imported('firefox.har')
    expect(captures).toMatchObject([{ method: 'PUT', target: '/upload', receivedAt: '2026-02-03T09:15:00.120Z', body: { base64: bytes('\0\xff\x80A') }, answerStatus: 204 }])
  })

  it('webhook-tester', async () => {
    const { report, captures } = await imported('webhook-tester.json')
    expect(report).toMatchObject({ format: 'webhook-tester', count: 2, faultCount: 0 })
    expect(captures[0]).toMatchObject({ peer: '203.0.113.7', receivedAt: '2026-02-03T09:15:00.512Z', target: '/3fa85f64-5717-4562-b3fc-2c963f66afa6/github?x=1', body: { base64: bytes('\0\xffpayload') } })
    expect(captures[0]?.headers.map(([name]) => name)).toEqual(['Host', 'Content-Type', 'User-Agent', 'X-Hub-Signature-256'])
  })

  it('webhook.site, as JSON and as CSV; a mail is told of', async () => {
    const { report, captures } = await imported('webhook-site.json')
    expect(report).toMatchObject({ format: 'webhook-site', count: 1, faults: [{ at: 'entry 2', message: expect.stringContaining('"email"') }] })
    expect(captures).toMatchObject([{ receivedAt: '2026-02-03T09:15:00.000Z', headers: [['host', 'webhook.site'], ['content-type', 'application/json; charset=utf-8'], ['stripe-signature', 't=1770110100,v1=abc'], ['accept', '*/*; q=0.5'], ['accept', 'application/xml']] }])
    const csv = await imported('webhook-site.csv')
    expect(csv.report).toMatchObject({ format: 'webhook-site-csv', count: 1, faultCount: 0 })
    expect(csv.captures).toMatchObject([{ method: 'POST', target: '/a94a7294/stripe', headers: [['content-type', 'application/json'], ['host', 'webhook.site']], body: { base64: bytes('{"a":"x,y"}\nsecond line') } }])
  })

  it("ngrok's inspector: the raw bytes, chunks put together", async () => {
    const { captures } = await imported('ngrok.json')
    expect(captures).toMatchObject([
      { target: '/hook?a=1', peer: '192.0.2.25', durationMs: 3.893202, headers: [['Host', '4711.ngrok.app'], ['X-Twice', '1'], ['x-twice', '2'], ['Transfer-Encoding', 'chunked']], body: { base64: bytes('\0\xff\x01hi') }, answer: { status: 500, body: { base64: bytes('oops') } } },
    ])
  })

  it('curl commands, as browsers copy them; one that needs a file is told of', async () => {
    const { report, captures } = await imported('chrome-curl.sh')
    expect(report).toMatchObject({ format: 'curl', count: 3, faults: [{ at: 'line 9', message: expect.stringContaining('"payload.bin"') }] })
    expect(captures).toMatchObject([
      { method: 'POST', target: '/webhooks/orders?source=shop', body: { base64: Buffer.from('{"text":"it\'s ! café\r\n"}').toString('base64') } },
      { method: 'PUT', target: '/a', body: { base64: bytes('{"a":1}') } },
      { method: 'POST', target: '/form', body: { base64: bytes('a=1&b=two words') } },
    ])
    expect(captures[0]?.headers).toContainEqual(['Cookie', 'session=abc; theme=dark'])
    expect(captures[1]?.headers).toEqual([['Host', 'localhost:3000'], ['Authorization', `Basic ${bytes('user:pa:ss')}`], ['Accept', 'application/json'], ['Content-Type', 'application/json'], ['Content-Length', '7']])
  })

  it('.http files', async () => {
    const { report, captures } = await imported('requests.http')
    expect(report).toMatchObject({ format: 'http', count: 2, faults: [{ message: expect.stringContaining('./photo.png') }] })
    expect(captures).toMatchObject([
      { method: 'POST', target: '/orders?x=1&y=2', headers: [['Host', 'localhost:3000'], ['Content-Type', 'application/json'], ['X-Twice', 'a'], ['x-twice', 'b'], ['Content-Length', '12']], body: { base64: bytes('{\n  "a": 1\n}') } },
      { method: 'GET', target: '/health' },
    ])
  })
})

describe('where an import goes', () => {
  it('is counted first, without a trace; then a new inbox, and another one for the same file', async () => {
    const engine = startEngine()
    const file = fixture('webhook-tester.json')
    const planned = await engine.captures.import(file, { file: 'My Hooks (1).json', dryRun: true })
    expect(planned).toMatchObject({ dryRun: true, count: 2, inbox: { name: 'my-hooks-1', id: null, isNew: true }, sample: [{ method: 'POST', size: 9 }, { method: 'GET', size: 0 }] })
    expect(engine.inboxes.list({ limit: 10, reveal: false }).items).toEqual([])

    expect((await engine.captures.import(file, { file: 'My Hooks (1).json', dryRun: false })).inbox).toEqual({ name: 'my-hooks-1', id: 'inb_1', isNew: true })
    expect((await engine.captures.import(file, { file: 'My Hooks (1).json', dryRun: false })).inbox.name).toBe('my-hooks-1-2')
    expect(await engine.captures.import(file, { inbox: 'my-hooks-1', dryRun: false })).toMatchObject({ inbox: { id: 'inb_1', isNew: false } })
    expect(engine.inboxes.get('my-hooks-1', { reveal: false })).toMatchObject({ captureCount: 4, answered: 0 })
    await expect(engine.captures.import(file, { inbox: 'inb_9', dryRun: false })).rejects.toMatchObject({ code: 'not_found' })
    await expect(engine.captures.import(file, { inbox: 'No Name', dryRun: false })).rejects.toMatchObject({ code: 'bad_request' })
  })

  it('is nowhere when nothing can be imported', async () => {
    const engine = startEngine()
    const nothing = Buffer.from('{"format":"hookwright-bundle","version":1,"items":[{"kind":"capture"},{"kind":"dream"}]}')
    await expect(engine.captures.import(nothing, { dryRun: false })).rejects.toMatchObject({ code: 'invalid', details: { faultCount: 2 } })
    expect(engine.inboxes.list({ limit: 10, reveal: false }).items).toEqual([])
  })
})

describe('a hostile file', () => {
  const refused = async (file: Buffer | string): Promise<string> => startEngine().captures.import(Buffer.from(file as string), { dryRun: false }).then(() => '', (error: Error) => error.message)
  const one = '{"kind":"capture","receivedAt":"2026-01-01T00:00:00.000Z","request":{"method":"GET","target":"/","headers":[]}}'

  it.each([
    ['nothing', '', 'empty'],
    ['white space', ' \r\n\t', 'white space'],
    ['gzip', Buffer.from([0x1f, 0x8b, 8, 0]), 'gzip'],
    ['a ZIP archive', 'PK\x03\x04xx', 'ZIP'],
    ['UTF-16', Buffer.from('\ufeff{}', 'utf16le'), 'UTF-16'],
    ['bytes', '\x7fELF\0\0', 'NUL'],
    ['a page', '<!DOCTYPE html><p>', 'HTML'],
    ['brackets without an end', '['.repeat(1_000_000), 'levels deep'],
    ['JSON of something else', '{"hello":1}', '"hello"'],
    ['a list of something else', '[1,2]', 'webhook-tester'],
    ['HAR without entries', '{"log":{"entries":{}}}', 'log.entries'],
    ['entries without end', `{"format":"hookwright-bundle","items":[${'{},'.repeat(100_001)}{}]}`, 'more than 100000 entries'],
    ['one entry of a million values', `[{"client_address":"x","a":[${'{},'.repeat(300_000)}{}]}]`, 'no request in it'],
    ['prose', 'Dear all,\nplease find', 'Dear all,'],
    ['a command of Windows', 'curl "http://h/" ^\r\n  -H "a: b"', 'bash'],
  ])('%s is refused with the reason', async (_, file, reason) => {
    expect(await refused(file)).toContain(reason)
  })

  it('that nests what a shell could do, or has a million spaces, is read in no time', async () => {
    const engine = startEngine()
    const commands = [`curl http://h/ -d "${'$(printf '.repeat(5000)}"`, `printf a ${'| printf b '.repeat(5000)}| curl http://h/ -d @-`, `curl http://h/ -H 'A: ${' '.repeat(300_000)}b'`, `curl http://h/ -d "$(printf '${'\\n'.repeat(300_000)}x')"`]
    expect(await engine.captures.import(Buffer.from(commands.join('\n')), { dryRun: true })).toMatchObject({ format: 'curl', count: 2, faultCount: 2 })
    expect(await engine.captures.import(Buffer.from(`POST http://h/ HTTP/1.1\n\n${'\n'.repeat(300_000)}x`), { dryRun: true })).toMatchObject({ format: 'http', count: 1 })
  })

  it('that was cut off gives what came before, with a byte order mark and CRLF too', async () => {
    const engine = startEngine()
    const whole = `\ufeff{"format":"hookwright-bundle",\r\n"version":1,"items":[\r\n${one},\r\n${one.replace('GET', 'PUT')}\r\n`
    expect(await engine.captures.import(Buffer.from(whole), { dryRun: true })).toMatchObject({ count: 2, faults: [{ at: 'line 5', message: expect.stringContaining('ends in the middle') }] })
    expect(await engine.captures.import(Buffer.from(whole.slice(0, -20)), { dryRun: true })).toMatchObject({ count: 1, faults: [{ at: 'entry 2', message: expect.stringContaining('ends in the middle of it') }] })
    expect(await engine.captures.import(Buffer.from(`${one}\r\n\r\nnot json\r\n${one}\r\n`), { dryRun: true })).toMatchObject({ format: 'jsonl', count: 2, faults: [{ at: 'line 3' }] })
  })

  it('with wrong types or what HTTP cannot carry has its entries named, one by one', async () => {
    const bad = (change: object) => JSON.stringify({ ...(JSON.parse(one) as object), ...change })
    const lines = [bad({ receivedAt: 'yesterday' }), bad({ request: { method: 'GET /x', target: '/', headers: [] } }), bad({ request: { method: 'GET', target: '/', headers: [['a\r\nb', 'c']] } }), bad({ request: { method: 'GET', target: '/', headers: [['a', 'b\r\nc']] } }), '['.repeat(5000), one]
    const report = await startEngine().captures.import(Buffer.from(lines.join('\n')), { dryRun: true })
    expect(report).toMatchObject({ count: 1, faultCount: 5 })
    expect(report.faults.map(({ at }) => at)).toEqual(['line 1', 'line 2', 'line 3', 'line 4', 'line 5'])
  })
})
