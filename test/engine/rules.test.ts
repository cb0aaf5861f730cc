import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseAnswers } from '#contract/answer-text.ts'
import type { ProblemError } from '#contract/problem.ts'
import { parseRule } from '#contract/rule.ts'
import { POST, rawPeer } from '../helpers/raw-peer.ts'
import { receiving, type Receiving } from '../helpers/receiving.ts'

let hw: Receiving
beforeAll(async () => {
  hw = await receiving()
})
afterAll(() => hw.close())

const hidden = { reveal: false }
const inbox = (rules: string[], respond = '200', seed?: number): string => hw.receiver.inboxes.create({ rules: rules.map(parseRule), respond: parseAnswers(respond), seed }).name
const post = async (name: string, path = '', body = '{}', headers: Record<string, string> = {}): Promise<number> => (await fetch(`${hw.url}/${name}${path}`, { method: 'POST', body, headers })).status

describe('rules', () => {
  it('come before the strip, the first that holds answers, each with a strip of its own', async () => {
    const name = inbox(['path "/orders/*": 503 | 201', 'POST: 202'], '204')
    expect([await post(name, '/orders/1?x=/y'), await post(name, '/orders/2'), await post(name, '/orders/3/lines'), await post(name), (await fetch(`${hw.url}/${name}`)).status]).toEqual([503, 201, 202, 202, 204])
    expect(hw.receiver.inboxes.get(name, hidden)).toMatchObject({ answered: 1, rules: [{ answered: 2 }, { answered: 2 }] })
    const [first, , third, , last] = hw.captures(name).map((capture) => capture.why)
    expect(first).toEqual({ rule: { number: 1, when: 'path "/orders/*"' }, passed: [], place: 1, of: 2, turn: 1, drawn: null, delayMs: null })
    expect(third).toMatchObject({ rule: { number: 2 }, passed: [{ number: 1, because: 'the path is "/orders/3/lines"' }] })
    expect(last).toMatchObject({ rule: null, passed: [{ number: 1, because: 'the path is "/"' }, { number: 2, because: 'the method is "GET"' }], place: 1, turn: 1 })
  })

  it.each([
    ['path "/**/b"', '/a/x/b', '{}', true],
    ['path "/a.b"', '/axb', '{}', false],
    ['header "x-kind"', '', '{}', true],
    ['header "X-Kind" = "one"', '', '{}', true],
    ['header "X-Kind" ~ "^O"', '', '{}', false],
    ['header "X-None"', '', '{}', false],
    ['body "$.type" = "a"', '', '{"type":"a"}', true],
    ['body "$.type" = "a"', '', '{"type":"b"}', false],
    ['body "$.n" = 5', '', '{"n":5.0}', true],
    ['body "$.items[*].id" ~ "7$"', '', '{"items":[{"id":16},{"id":17}]}', true],
    ['body "$..x"', '', '{"a":[{"x":null}]}', true],
    ['body "$.items[?@.id > 16]"', '', '{"items":[{"id":16},{"id":17}]}', true],
    ['body "$.type"', '', 'not json', false],
    ['header "X-Kind" body "$.type" = "a"', '', '{"type":"b"}', false],
  ])('%s at %s with %s: %s', async (when, path, body, holds) => {
    const name = inbox([`${when}: 418`])
    expect(await post(name, path, body, { 'X-Kind': 'one' })).toBe(holds ? 418 : 200)
    const [capture] = hw.captures(name)
    expect([capture?.why?.rule?.number, capture?.why?.passed.length]).toEqual(holds ? [1, 0] : [undefined, 1])
  })

  it('hold for a share of the requests, which is the same for the same seed', async () => {
    const drawn = async (seed: number): Promise<number[]> => {
      const name = inbox(['POST chance 30%: 503'], '200', seed)
      const seen: number[] = []
      for (let n = 0; n < 60; n++) seen.push(await post(name))
      const [one] = hw.captures(name).filter((capture) => capture.answerStatus === 503)
      expect(one?.why?.drawn).toBeLessThan(0.3)
      return seen
    }
    const once = await drawn(1)
    expect(await drawn(1)).toEqual(once)
    expect(await drawn(2)).not.toEqual(once)
    expect(once.filter((status) => status === 503).length).toBeGreaterThan(8)
    expect(once.filter((status) => status === 503).length).toBeLessThan(30)
  })

  it('count on from where a stopped program left them', async () => {
    const first = await receiving()
    first.receiver.inboxes.create({ name: 'in', rules: [parseRule('POST: 503 x2 | 200')] })
    await fetch(`${first.url}/in`, { method: 'POST' })
    await first.stop()
    const second = await receiving({ dir: first.dir })
    const seen = [await fetch(`${second.url}/in`, { method: 'POST' }), await fetch(`${second.url}/in`, { method: 'POST' })]
    expect(seen.map(({ status }) => status)).toEqual([503, 200])
    await second.close()
  })

  it('stand no chance to be held up by what strangers send', async () => {
    const name = inbox(['header "X-Evil" ~ "^(a+)+$" body "$..x..y": 418', 'body "$.a" ~ "^(.|.)+$b": 419'])
    const deep = `${'{"x":'.repeat(20_000)}1${'}'.repeat(20_000)}`
    expect(await post(name, '', deep, { 'X-Evil': `${'a'.repeat(5_000)}!` })).toBe(200)
    expect(await post(name, '', deep, { 'X-Evil': 'a'.repeat(5_000) })).toBe(200)
    expect(await post(name, '', JSON.stringify({ a: 'a'.repeat(500_000) }))).toBe(200)
  })
})

it.each([
  [{ rules: ['GET: 200', 'header "A" ~ "(": 200'] }, 'rules.1.when.headers.0.matches', /Rule 2 can't be followed: .*missing closing/],
  [{ rules: ['body "$.[": 200'] }, 'rules.0.when.body.0.path', /unexpected/],
  [{ rules: ['body "$[?match(@.a, \'(a+)+\')]": 200'] }, 'rules.0.when.body.0.path', /match/],
  [{ rules: ['body "$..a..b..c": 200'] }, 'rules.0.when.body.0.path', /twice/],
  [{ rules: [': 200 | 204 body "x"'] }, 'rules.0.respond.1.body', /Answer 2 \(204 body "x"\) can't be given: a 204 has no body/],
  [{ respond: 'gzip status 204' }, 'respond.0.status', /a 204 has no body to be packed/],
  [{ respond: 'redirect to "a\\nb"' }, 'respond.0.to', /Location/],
  [{ respond: '200 | reset after headers header "A B: x"' }, 'respond.1.headers.0', /A B/],
] satisfies [{ rules?: string[]; respond?: string }, string, RegExp][])('a mistake is named by its path: %j', (input: { rules?: string[]; respond?: string }, path, message) => {
  const bad = (): unknown => hw.receiver.inboxes.create({ rules: input.rules?.map(parseRule), respond: input.respond === undefined ? undefined : parseAnswers(input.respond) })
  expect(bad).toThrow(message)
  try {
    bad()
  } catch (error) {
    expect(error).toMatchObject({ code: 'invalid', details: { path } } satisfies Partial<ProblemError>)
  }
})

describe('a request that is held', () => {
  it('waits in the open, and gets what it is given by hand', async () => {
    const { name } = hw.receiver.inboxes.create({ name: 'held', respond: [{ do: 'hold' }] })
    const peer = await rawPeer(hw.port, POST(name))
    const [capture] = await hw.captured(name, 1)
    const id = capture?.id ?? ''
    expect(hw.receiver.captures.list(name, { limit: 1 }).items[0]).toMatchObject({ id, open: true, did: 'hold', answerStatus: null })
    expect(() => hw.receiver.captures.answer(id, { status: 204, body: 'x' })).toThrow(/a 204 has no body/)
    expect(peer.received()).toBe('')
    hw.receiver.captures.answer(id, { status: 201, body: 'by hand' })
    expect(await peer.until('by hand')).toMatch(/^HTTP\/1\.1 201 Created/)
    while (hw.receiver.captures.get(id, hidden).open) await hw.changed()
    expect(hw.receiver.captures.get(id, hidden)).toMatchObject({ open: false, did: '201 body "by hand"', answerStatus: 201, why: { place: 1 }, sent: { end: 'complete', byHand: true } })
    expect(() => hw.receiver.captures.answer(id, { status: 200 })).toThrow(/does not wait to be answered by hand/)
  })

  it('can be given any behaviour, and is let go when its sender has gone', async () => {
    hw.receiver.inboxes.create({ name: 'held-2', respond: [{ do: 'hold' }] })
    const [one, other] = [await rawPeer(hw.port, POST('held-2')), await rawPeer(hw.port, POST('held-2'))]
    const [first, second] = (await hw.captured('held-2', 2)).map(({ id }) => id)
    hw.receiver.captures.answer(hw.captures('held-2').find((c) => c.peer.endsWith(`:${one.socket.localPort}`))?.id ?? '', { do: 'reset', after: 'nothing', status: 200 })
    expect(await one.ended()).toBe('reset')
    other.socket.destroy()
    while ([first, second].some((id) => hw.receiver.captures.get(id ?? '', hidden).open)) await hw.changed()
    expect(hw.captures('held-2').map((c) => c.sent?.end).sort()).toEqual(['peer_closed', 'reset'])
  })

  it('is one of many on a connection that stays, and leaves nothing behind', async () => {
    hw.receiver.inboxes.create({ name: 'held-3', respond: [{ do: 'hold' }] })
    const peer = await rawPeer(hw.port)
    const warnings: string[] = []
    const warned = (warning: Error): void => void warnings.push(warning.message)
    process.on('warning', warned)
    for (let n = 1; n <= 15; n++) {
      peer.socket.write(POST('held-3'))
      const capture = (await hw.captured('held-3', n)).at(-1)
      hw.receiver.captures.answer(capture?.id ?? '', { status: 200, body: `number ${n}.` })
      await peer.until(`number ${n}.`)
    }
    process.off('warning', warned)
    expect(warnings).toEqual([])
  })

  it('is let go when its inbox is deleted', async () => {
    hw.receiver.inboxes.create({ name: 'held-4', respond: [{ do: 'hold' }] })
    const peer = await rawPeer(hw.port, POST('held-4'))
    await hw.captured('held-4', 1)
    hw.receiver.inboxes.delete('held-4')
    expect(await peer.ended()).toMatch(/fin|reset/)
  })

  it('is let go at our own limit', async () => {
    const short = await receiving({ limits: { openMs: 20 } })
    short.receiver.inboxes.create({ name: 'in', respond: [{ do: 'hold' }] })
    const peer = await rawPeer(short.port, POST('in'))
    expect(await peer.ended()).toMatch(/fin|reset/)
    while (short.captures('in')[0]?.open !== false) await short.changed()
    expect(short.captures('in')[0]?.sent?.end).toBe('limit')
    await short.close()
  })
})
