import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseAnswers } from '#contract/answer-text.ts'
import { BEHAVIOURS, type Behaviour } from '#contract/answer.ts'
import { Capture, type Sent } from '#contract/inbox.ts'
import { POST, rawPeer, type RawPeer } from '../helpers/raw-peer.ts'
import { receiving, START, type Receiving } from '../helpers/receiving.ts'

let hw: Receiving
beforeAll(async () => {
  hw = await receiving({ limits: { endlessBytes: 1_000_000 } })
})
afterAll(() => hw.close())

let made = 0
/** An inbox that answers so, and a peer that has sent it a request. */
async function asked(respond: string, request = (name: string) => POST(name)): Promise<{ name: string; peer: RawPeer }> {
  const { name } = hw.receiver.inboxes.create({ name: `in-${++made}`, respond: parseAnswers(respond) })
  return { name, peer: await rawPeer(hw.port, request(name)) }
}

/** The capture of an inbox once its answer is over. */
async function over(name: string): Promise<Capture> {
  for (;;) {
    const [capture] = await hw.captured(name, 1)
    if (capture && !capture.open) return capture
    await hw.changed()
  }
}
const open = async (name: string): Promise<Capture | undefined> => (await hw.captured(name, 1))[0]

interface Case {
  readonly text: string
  /** From the peer's side. */
  readonly sees: (peer: RawPeer) => Promise<void>
  readonly sent: Partial<Sent> & { readonly end: Sent['end'] }
  readonly status: number | null
  /** It never comes to an end by itself. */
  readonly waits?: true
}

const headOf = (text: string): string => text.slice(0, text.indexOf('\r\n\r\n') + 4)
const bodyOf = (text: string): string => text.slice(text.indexOf('\r\n\r\n') + 4)

const CASES: Readonly<Record<Behaviour, readonly Case[]>> = {
  answer: [
    {
      text: '503 header "Retry-After: 5" body "later" slow 1ms',
      sees: async (peer) => expect(await peer.until('later')).toMatch(/^HTTP\/1\.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 5\r\n/),
      sent: { end: 'complete' }, status: 503,
    },
  ],
  forward: [
    {
      text: 'forward to "http://127.0.0.1:1"',
      sees: async (peer) => expect(await peer.until('ECONNREFUSED')).toMatch(/^HTTP\/1\.1 502 Bad Gateway\r\n[^]*Hookwright kept this request and could not forward it\. Nobody listens at http:\/\/127\.0\.0\.1:1: is the target running\?/),
      sent: { end: 'complete' }, status: 502,
    },
  ],
  redirect: [
    { text: 'redirect status 307 to "http://127.0.0.1:1/x"', sees: async (peer) => expect(await peer.until('\r\n\r\n')).toMatch(/^HTTP\/1\.1 307 .*\r\nLocation: http:\/\/127\.0\.0\.1:1\/x\r\n/), sent: { end: 'complete' }, status: 307 },
  ],
  gzip: [
    {
      text: 'gzip body "unpacked"',
      sees: async (peer) => {
        const text = await peer.until((bytes) => bytes.includes('\r\n\r\n') && bytes.length >= Number(/Content-Length: (\d+)/.exec(bytes.toString('latin1'))?.[1]) + bytes.indexOf('\r\n\r\n') + 4)
        expect(text).toContain('Content-Encoding: gzip\r\n')
        expect(gunzipSync(Buffer.from(bodyOf(text), 'latin1')).toString()).toBe('unpacked')
      },
      sent: { end: 'complete' }, status: 200,
    },
  ],
  bomb: [
    {
      text: 'bomb size 5MiB',
      sees: async (peer) => {
        const text = await peer.until((bytes) => bytes.includes('\r\n\r\n') && bytes.length >= Number(/Content-Length: (\d+)/.exec(bytes.toString('latin1'))?.[1]) + bytes.indexOf('\r\n\r\n') + 4)
        const packed = Buffer.from(bodyOf(text), 'latin1')
        expect(packed.length).toBeLessThan(10_000)
        expect(gunzipSync(packed).length).toBe(5 * 2 ** 20)
      },
      sent: { end: 'complete' }, status: 200,
    },
  ],
  'huge-headers': [
    { text: 'huge-headers size 100KiB body "end"', sees: async (peer) => expect(headOf(await peer.until('\r\n\r\nend')).length).toBeGreaterThan(100 * 1024), sent: { end: 'complete' }, status: 200 },
  ],
  drip: [
    {
      text: 'drip rate 50 body "drop"',
      sees: async (peer) => {
        const lengths: number[] = []
        while (!peer.received().endsWith('drop')) {
          const before = peer.received().length
          lengths.push(before)
          await hw.untilWaiting()
          hw.clock.advance(1_000)
          await peer.until((bytes) => bytes.length > before)
        }
        expect(lengths.length, 'some 50 bytes for each second').toBeGreaterThan(1)
        expect(await peer.ended()).toBe('fin')
      },
      sent: { end: 'complete' }, status: 200,
    },
  ],
  endless: [
    {
      text: 'endless',
      sees: async (peer) => {
        expect(await peer.until((bytes) => bytes.length > 200_000)).not.toContain('Content-Length')
        expect(await peer.ended()).toBe('fin')
        expect(peer.received().length, 'bounded by us').toBeLessThan(1_100_000)
      },
      sent: { end: 'limit' }, status: 200,
    },
  ],
  hang: [{ text: 'hang', sees: (peer) => Promise.resolve(void peer.socket.end()), sent: { end: 'peer_closed', bytes: 0, firstByteMs: null }, status: null, waits: true }],
  hold: [{ text: 'hold', sees: (peer) => Promise.resolve(void peer.socket.end()), sent: { end: 'peer_closed', bytes: 0, byHand: false }, status: null, waits: true }],
  close: [
    { text: 'close', sees: async (peer) => expect([await peer.ended(), peer.received()]).toEqual(['fin', '']), sent: { end: 'closed', bytes: 0 }, status: null },
    { text: 'close after 4 bytes body "cut here"', sees: async (peer) => expect([await peer.ended(), peer.received()]).toEqual(['fin', 'HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\ncut ']), sent: { end: 'closed', bytes: 42 }, status: 200 },
  ],
  'half-close': [
    {
      text: 'half-close after headers',
      sees: async (peer) => {
        expect([await peer.ended(), bodyOf(peer.received())]).toEqual(['fin', ''])
        // Our direction lives: these bytes are taken, not refused by a reset.
        await new Promise<void>((resolve, reject) => void peer.socket.write('POST /x HTTP/1.1\r\n', (error) => (error ? reject(error) : resolve())))
        peer.socket.end()
      },
      sent: { end: 'half_closed' }, status: 200, waits: true,
    },
  ],
  reset: [
    { text: 'reset', sees: async (peer) => expect([await peer.ended(), peer.received()]).toEqual(['reset', '']), sent: { end: 'reset', bytes: 0 }, status: null },
    { text: 'reset after headers status 202', sees: async (peer) => expect([await peer.ended(), headOf(peer.received())]).toEqual(['reset', 'HTTP/1.1 202 Accepted\r\nContent-Length: 24\r\n\r\n']), sent: { end: 'reset' }, status: 202 },
    { text: 'reset after 3 bytes body "cut here"', sees: async (peer) => expect([await peer.ended(), bodyOf(peer.received())]).toEqual(['reset', 'cut']), sent: { end: 'reset' }, status: 200 },
  ],
  'wrong-length': [
    { text: 'wrong-length by -3 body "six by"', sees: async (peer) => expect([await peer.ended(), peer.received()]).toEqual(['fin', 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nsix by']), sent: { end: 'complete' }, status: 200 },
    {
      text: 'wrong-length by 3 body "six by"',
      sees: async (peer) => {
        expect(await peer.until('six by')).toContain('Content-Length: 9\r\n')
        peer.socket.end()
      },
      sent: { end: 'peer_closed' }, status: 200, waits: true,
    },
  ],
  contradict: [
    { text: 'contradict', sees: async (peer) => expect([await peer.ended(), headOf(peer.received()).match(/Content-Length: \d+/g)]).toEqual(['fin', ['Content-Length: 11', 'Content-Length: 21']]), sent: { end: 'complete' }, status: 200 },
    { text: 'contradict what length-and-chunks', sees: async (peer) => expect([await peer.ended(), peer.received()]).toEqual(['fin', expect.stringMatching(/Content-Length: 11\r\nTransfer-Encoding: chunked\r\n[^]*\r\n\r\nb\r\n{"ok":true}\r\n0\r\n\r\n$/)]), sent: { end: 'complete' }, status: 200 },
    { text: 'contradict what types', sees: async (peer) => expect([await peer.ended(), peer.received().match(/Content-Type: \S+/g)]).toEqual(['fin', ['Content-Type: application/json', 'Content-Type: text/html']]), sent: { end: 'complete' }, status: 200 },
  ],
  garbage: [
    { text: 'garbage', sees: async (peer) => expect([await peer.ended(), peer.received().startsWith('HTTP')]).toEqual(['fin', false]), sent: { end: 'complete' }, status: null },
    { text: 'garbage body "ICY 200 OK"', sees: async (peer) => expect([await peer.ended(), peer.received()]).toEqual(['fin', 'ICY 200 OK']), sent: { end: 'complete', bytes: 10 }, status: null },
  ],
}

describe.each(Object.keys(BEHAVIOURS) as Behaviour[])('%s', (behaviour) => {
  const cases = CASES[behaviour]

  it.each(cases)('does what it says to the peer, and keeps account: $text', async ({ text, sees, sent, status }) => {
    const { name, peer } = await asked(text)
    await open(name)
    if (text.endsWith('slow 1ms')) {
      await hw.untilWaiting()
      hw.clock.advance(1)
    }
    await sees(peer)
    const capture = await over(name)
    expect(Capture.parse(capture)).toEqual(capture)
    expect(capture).toMatchObject({ fault: null, size: 12, did: text, answerStatus: status, why: { rule: null, place: 1, of: 1, turn: 1 }, sent })
    if (sent.end === 'complete' || sent.end === 'closed' || sent.end === 'reset') expect(capture.sent?.bytes).toBe(peer.received().length)
  })

  it('comes after the request is on record, in the time of the clock', async () => {
    const { name, peer } = await asked(`102 then ${cases[0]?.text.replace(' slow 1ms', '')} slow 10m`)
    await peer.until('HTTP/1.1 102 Processing\r\n\r\n')
    expect(await open(name)).toMatchObject({ open: true, answer: null, sent: null, size: 12, why: { delayMs: 600_000 } })
    await hw.untilWaiting()
    hw.clock.advance(599_999)
    expect(peer.received()).toBe('HTTP/1.1 102 Processing\r\n\r\n')
    expect((await open(name))?.open).toBe(true)
    hw.clock.advance(1)
    if (cases[0]?.waits) peer.socket.end()
    else if (behaviour === 'drip') {
      await hw.untilWaiting()
      peer.socket.destroy()
    }
    const capture = await over(name)
    expect(capture.sent?.interim).toEqual([102])
    expect(capture.sent?.endMs).toBeGreaterThanOrEqual(600_000)
  })

  it('ends when the peer goes while it waits, and nobody else is hurt', async () => {
    const { name, peer } = await asked(`${cases[0]?.text.replace(' slow 1ms', '')} slow 1h`)
    await open(name)
    peer.socket.resetAndDestroy()
    expect(await over(name)).toMatchObject({ answerStatus: null, sent: { end: 'peer_closed', bytes: 0 } })
    expect(hw.receiver.waits.nextDue()).toBe(Infinity)
    const other = await asked('204')
    expect(await other.peer.until('\r\n\r\n')).toContain('204 No Content')
  })
})

it('keeps answers in the order of pipelined requests', async () => {
  const { name, peer } = await asked('200 body "slow one" slow 1s | 200 body "quick one"', (inbox) => POST(inbox) + POST(inbox))
  await hw.captured(name, 2)
  await hw.untilWaiting()
  expect(peer.received()).toBe('')
  hw.clock.advance(1_000)
  const text = await peer.until('quick one')
  expect(text.indexOf('slow one')).toBeLessThan(text.indexOf('quick one'))
})

it('answers before the body has come, and says so', async () => {
  const { name, peer } = await asked('413 early body "too much" | 200', (inbox) => `POST /${inbox} HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n`)
  expect(await peer.until('too much')).toMatch(/^HTTP\/1\.1 413 .*\r\nContent-Length: 8\r\nConnection: close\r\n/)
  peer.socket.end('x'.repeat(1_000))
  expect(await over(name)).toMatchObject({ fault: 'It was answered before its body was read, as the inbox was told to.', size: 0, answerStatus: 413, why: { place: 1 }, sent: { end: 'complete' } })
  expect(hw.receiver.inboxes.get(name, { reveal: false }).answered).toBe(1)
})

it('says nothing after an interim answer, for as long as the peer stays', async () => {
  const { name, peer } = await asked('102 then hang')
  await peer.until('102 Processing')
  expect(await open(name)).toMatchObject({ open: true, did: '102 then hang' })
  peer.socket.end()
  expect(await over(name)).toMatchObject({ sent: { end: 'peer_closed', bytes: 27, interim: [102] } })
})

it('gives each answer as often as it says', async () => {
  const { name } = hw.receiver.inboxes.create({ respond: [{ status: 503, times: 2 }, { status: 404 }, { status: 200, times: 3 }] })
  const seen: number[] = []
  for (let n = 0; n < 6; n++) seen.push((await fetch(`${hw.url}/${name}`)).status)
  expect(seen).toEqual([503, 503, 404, 200, 200, 200])
  expect(hw.captures(name).map((capture) => capture.why?.place)).toEqual([1, 1, 2, 3, 3, 3])
})

it('ends what it keeps waiting when the program stops, and what died with it at the next start', async () => {
  const first = await receiving()
  first.receiver.inboxes.create({ name: 'in', respond: [{ do: 'hang' }] })
  const peer = await rawPeer(first.port, POST('in'))
  await first.captured('in', 1)
  await first.stop()
  expect(await peer.ended()).toMatch(/fin|reset/)
  const second = await receiving({ dir: first.dir })
  expect(second.captures('in')[0]).toMatchObject({ open: false, sent: { end: 'stopped' } })
  second.store.write(() => second.store.db.prepare('UPDATE captures SET open = 1, sent = NULL').run())
  await second.stop()
  const third = await receiving({ dir: first.dir })
  expect(third.captures('in')[0]).toMatchObject({ open: false, did: 'hang', sent: { end: 'interrupted' } })
  await third.close()
})

it('draws delays that are the same for the same seed', async () => {
  const delays = async (seed: number): Promise<(number | null | undefined)[]> => {
    const { name } = hw.receiver.inboxes.create({ seed, respond: [{ status: 200, delay: { distribution: 'normal', meanMs: 2_000, deviationMs: 500 } }] })
    for (let n = 1; n <= 8; n++) {
      const answered = fetch(`${hw.url}/${name}`)
      await hw.captured(name, n)
      await hw.untilWaiting()
      hw.clock.advance(60_000)
      await answered
    }
    return hw.captures(name).map((capture) => capture.why?.delayMs)
  }
  const [once, again, other] = [await delays(7), await delays(7), await delays(8)]
  expect(again).toEqual(once)
  expect(other).not.toEqual(once)
  expect(new Set(once).size).toBeGreaterThan(5)
  expect(Math.min(...once.map(Number))).toBeGreaterThan(0)
  expect(hw.clock.now()).toBeGreaterThan(START)
})

it('is described, each of it, with what a client sees', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/inboxes.md'), 'utf8')
  for (const behaviour of Object.keys(BEHAVIOURS)) expect(page).toMatch(new RegExp(`^\\| .*\`${behaviour}\`.* \\| .+ \\| .+ \\|$`, 'm'))
})
