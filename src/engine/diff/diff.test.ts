import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Headers } from '#contract/common.ts'
import { diffMessages, type Message } from './diff.ts'
import { diffHeaders } from './headers.ts'

const message = (body: string | Uint8Array, headers: Headers = []): Message => ({ start: [['method', 'POST']], headers, body: Buffer.from(body), size: Buffer.from(body).length })
const bodies = (a: string | Uint8Array, b: string | Uint8Array, headers: Headers = []) => diffMessages(message(a, headers), message(b, headers)).body

describe('a message and itself', () => {
  it('differ in nothing, whatever it is', () => {
    const header = fc.tuple(fc.constantFrom('Host', 'host', 'X-A', 'x-a', 'Via'), fc.string())
    fc.assert(
      fc.property(fc.array(header), fc.oneof(fc.uint8Array(), fc.json().map((text) => Buffer.from(text))), (headers, body) => {
        const found = diffMessages(message(body, headers), message(body, headers))
        expect([found.same, found.body.rows, found.body.paths]).toEqual([true, [], []])
      }),
    )
  })

  it('differ in something as soon as one byte does', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), (body, n) => {
        const other = Buffer.from(body)
        const at = n % body.length
        other[at] = (other[at] ?? 0) ^ 1
        const found = diffMessages(message(body), message(other))
        expect([found.same, found.body.mark, found.body.firstDifference?.offset]).toEqual([false, 'changed', at])
      }),
    )
  })
})

describe('headers', () => {
  const told = (a: Headers, b: Headers) =>
    diffHeaders(a, b).map(({ mark, a, b, differs, role }) => [mark, a && `${a.number} ${a.name}`, b && `${b.number} ${b.name}`, differs.join('+'), role])

  it('what a proxy does to them: another order and case, one taken, some of its own', () => {
    const sent: Headers = [['host', 'a'], ['connection', 'keep-alive'], ['content-type', 'application/json'], ['x-sign', 'k']]
    const came: Headers = [['Host', 'a'], ['X-Sign', 'k'], ['Content-Type', 'application/json'], ['Via', '1.1 p']]
    expect(told(sent, came)).toEqual([
      ['changed', '1 host', '1 Host', 'case', null],
      ['removed', '2 connection', null, '', 'hop-by-hop'],
      ['changed', '3 content-type', '3 Content-Type', expect.stringContaining('case'), null],
      ['changed', '4 x-sign', '2 X-Sign', expect.stringContaining('case'), null],
      ['added', null, '4 Via', '', 'forwarding'],
    ])
    // One of the two that changed places is told as moved, not both.
    expect(diffHeaders(sent, came).filter(({ differs }) => differs.includes('order'))).toHaveLength(1)
  })

  it('duplicates are told apart by their values', () => {
    expect(told([['Accept', 'a'], ['Accept', 'b']], [['Accept', 'b']])).toEqual([
      ['removed', '1 Accept', null, '', null],
      ['same', '2 Accept', '1 Accept', '', null],
    ])
  })

  it('what Connection names is for one hop, too', () => {
    expect(told([['Connection', 'close, X-Hop'], ['X-Hop', '1']], [])).toEqual([
      ['removed', '1 Connection', null, '', 'hop-by-hop'],
      ['removed', '2 X-Hop', null, '', 'hop-by-hop'],
    ])
  })

  it('tell of every header on both sides exactly once', () => {
    const headers = fc.array(fc.tuple(fc.constantFrom('A', 'a', 'B', 'C'), fc.constantFrom('1', '2')), { maxLength: 12 })
    fc.assert(
      fc.property(headers, headers, (a, b) => {
        const found = diffHeaders(a, b)
        expect(found.flatMap((h) => h.a?.number ?? [])).toEqual(a.map((_, at) => at + 1))
        expect(found.flatMap((h) => h.b?.number ?? []).sort((x, y) => x - y)).toEqual(b.map((_, at) => at + 1))
        for (const one of found) expect(one.differs.length > 0).toBe(one.mark === 'changed')
      }),
    )
  })
})

describe('bodies', () => {
  it('text by lines, with a little of what is around', () => {
    const lines = Array.from({ length: 30 }, (_, n) => `line ${n}`)
    const found = bodies(lines.join('\n'), lines.with(20, 'another').join('\n'))
    expect(found.kind).toBe('text')
    expect(found.rows[0]).toMatchObject({ mark: 'same', skipped: 17, a: { label: '18' } })
    expect(found.rows.filter(({ mark }) => mark !== 'same')).toMatchObject([{ a: { label: '21', text: { text: 'line 20' } }, b: { text: { text: 'another' } } }])
  })

  it('forms by name', () => {
    const found = bodies('a=1&b=2&a=3', 'a=1&a=4&c=%20', [['Content-Type', 'application/x-www-form-urlencoded']])
    expect(found.kind).toBe('form')
    expect(found.paths.map(({ mark, a, b }) => [mark, a?.path ?? b?.path])).toEqual([['removed', 'b'], ['changed', 'a#2'], ['added', 'c']])
    expect(bodies('a=+', 'a=%20', [['Content-Type', 'application/x-www-form-urlencoded']])).toMatchObject({ sameValue: true, spelling: ['escapes'] })
  })

  it('what is no text, byte by byte with offsets', () => {
    const bytes = Buffer.alloc(64, 0xff)
    const other = Buffer.from(bytes)
    other[0x21] = 0
    const found = bodies(bytes, other)
    expect([found.kind, found.firstDifference]).toEqual(['binary', { offset: 0x21, a: 'ff'.repeat(16), b: `00${'ff'.repeat(15)}` }])
    expect(found.rows.filter(({ mark }) => mark === 'changed')).toMatchObject([{ a: { label: '000020' } }])
  })

  it('an empty one and another', () => {
    expect([bodies('', 'x').mark, bodies('x', '').mark, bodies('', '').kind]).toEqual(['added', 'removed', 'none'])
  })

  it('what was not kept of a body is said, and never taken for equal', () => {
    const whole = { ...message('abc'), size: 10 }
    expect(diffMessages(whole, message('abc')).same).toBe(false)
    expect(diffMessages(whole, whole).body.notes).toEqual(['Of the first body, 3 of 10 bytes were kept.', 'Of the second body, 3 of 10 bytes were kept.'])
  })
})

describe('hostile bodies end soon, in an answer of bounded size', () => {
  const MB = 1024 * 1024
  it.each<[string, string | Uint8Array, string | Uint8Array]>([
    ['nested half a million deep', '['.repeat(500_000) + ']'.repeat(500_000), '['.repeat(499_999) + ']'.repeat(499_999)],
    ['half a million elements, all other', `[${Array.from({ length: 150_000 }, (_, n) => n).join()}]`, `[${Array.from({ length: 150_000 }, (_, n) => -n - 1).join()}]`],
    ['a hundred thousand names', `{${Array.from({ length: 60_000 }, (_, n) => `"a${n}":1`).join()}}`, `{${Array.from({ length: 60_000 }, (_, n) => `"b${n}":1`).join()}}`],
    ['empty lines', '\n'.repeat(MB), '\r\n'.repeat(MB / 2)],
    ['one line', 'a'.repeat(5 * MB), `${'a'.repeat(5 * MB)}b`],
    ['one string of backslashes', JSON.stringify('\\'.repeat(MB / 4)), JSON.stringify('\\'.repeat(MB / 4 - 1))],
    ['noise', Buffer.alloc(5 * MB, 0), Buffer.alloc(5 * MB, 1)],
  ])('%s', (_, a, b) => {
    const start = performance.now()
    const found = bodies(a, b)
    expect(found.mark).toBe('changed')
    expect(JSON.stringify(found).length).toBeLessThan(10 * MB)
    expect(found.rows.length).toBeLessThanOrEqual(2_000)
    // A bound, not a measurement: without limits some of these take minutes, or for ever.
    expect(performance.now() - start).toBeLessThan(10_000)
  }, 30_000)
})
