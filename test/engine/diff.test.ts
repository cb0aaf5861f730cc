import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { Diff } from '#contract/diff.ts'
import { SECRET, attempted, fireOne, register, settled, startEngine, type TestEngine } from '../helpers/engine.ts'
import { rewritingProxy } from '../helpers/rewriting-proxy.ts'
import { answers, receiver } from '../helpers/receivers.ts'
import { rawClient } from '../helpers/raw-http.ts'

interface WithInbox {
  readonly engine: TestEngine
  readonly port: number
  readonly url: string
}

async function withInbox(...respond: number[]): Promise<WithInbox> {
  const engine = startEngine()
  const server = engine.inboxServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  engine.inboxes.create({ name: 'orders', verify: { scheme: 'members', secret: SECRET }, respond: respond.map((status) => ({ status })) })
  const { port } = server.address() as AddressInfo
  return { engine, port, url: `http://127.0.0.1:${port}/orders` }
}

/** What differs, in short. */
const differing = ({ start, headers, body }: Diff) => ({
  start: start.filter(({ mark }) => mark !== 'same').map(({ name }) => name),
  headers: headers.filter(({ mark }) => mark !== 'same').map(({ mark, a, b, differs }) => [mark, (a ?? b)?.name, ...differs].join(' ')),
  body: body.mark,
})

describe('what was sent and what was received', () => {
  it('an attempt to one of our inboxes is linked to its capture, for certain, from both sides', async () => {
    const { engine, url } = await withInbox(503, 200)
    register(engine, url)
    const id = fireOne(engine)
    await attempted(engine, id, 1)
    await engine.time.advance({ to: 'next', patienceMs: 1_000 }, new AbortController().signal)
    await settled(engine, id)

    expect(engine.diffs.counterpart(`${id}/1/request`)).toEqual({ counterpart: { ref: 'cap_1/request', inboxId: 'inb_1', certain: true, likeness: [] } })
    expect(engine.diffs.counterpart(`${id}/2/response`).counterpart?.ref).toBe('cap_2/answer')
    expect(engine.diffs.counterpart('cap_2').counterpart).toEqual({ ref: `${id}/2/request`, inboxId: null, certain: true, likeness: [] })
    const diff = engine.diffs.diff({ a: `${id}/2/request`, b: 'cap_2/request' })
    expect([diff.same, differing(diff)]).toEqual([true, { start: [], headers: [], body: 'same' }])
    expect(differing(engine.diffs.diff({ a: `${id}/2/response`, b: 'cap_2/answer' })).body).toBe('same')
  })

  it('many calls over the same connections are never mistaken for each other', async () => {
    const { engine, url } = await withInbox(200)
    register(engine, url)
    const fired = engine.fire('members', { trigger: 'person.updated', times: 40 })
    for (const { id } of fired.deliveries) await settled(engine, id)
    for (const { id, messageId } of fired.deliveries) {
      const { counterpart } = engine.diffs.counterpart(id)
      expect(counterpart?.certain).toBe(true)
      const capture = engine.captures.get(counterpart?.ref.split('/')[0] ?? '', { reveal: false })
      expect(Buffer.from(capture.body.base64, 'base64').toString()).toContain(messageId)
    }
  })

  it('what a proxy changed stands out, and the link through it is said to be by likeness', async () => {
    const { engine, port } = await withInbox(200)
    const proxy = await rewritingProxy(port, ({ line, headers, body }) => {
      const [host = '', , ...others] = headers
      const again = JSON.stringify(JSON.parse(body), null, 1)
      const kept = others.filter((header) => !/^content-length:/i.test(header)).map((header) => header.replace(/^[a-z]|-[a-z]/g, (letter) => letter.toUpperCase()))
      return { line, headers: [...kept.reverse(), host, 'Via: 1.1 careless', `Content-Length: ${Buffer.byteLength(again)}`], body: again }
    })
    register(engine, `${proxy}/orders`)
    const id = fireOne(engine)
    await settled(engine, id)

    expect(engine.diffs.counterpart(id).counterpart).toEqual({ ref: 'cap_1/request', inboxId: 'inb_1', certain: false, likeness: ['message id'] })
    expect(engine.diffs.counterpart('cap_1').counterpart).toMatchObject({ ref: `${id}/1/request`, certain: false, likeness: ['message id'] })
    const diff = engine.diffs.diff({ a: id, b: 'cap_1' })
    const { headers } = differing(diff)
    expect(headers).toContain('removed connection')
    expect(headers).toContain('added Via')
    expect(headers).toContainEqual(expect.stringMatching(/^changed content-length value/))
    expect(headers).toContainEqual(expect.stringMatching(/ order$/))
    expect(diff.headers.find(({ a }) => a?.name === 'connection')?.role).toBe('hop-by-hop')
    expect(diff.body).toMatchObject({ mark: 'changed', kind: 'json', sameValue: true, spelling: ['whitespace'], paths: [] })
  })

  it('what somebody else sent has no counterpart, and what nobody received neither', async () => {
    const { engine, port } = await withInbox(200)
    const elsewhere = await receiver(answers(200))
    register(engine, elsewhere.url)
    const id = fireOne(engine)
    await settled(engine, id)
    const client = await rawClient(port)
    client.send('POST /orders HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}')
    await client.answer()
    await client.close()
    expect([engine.diffs.counterpart(id), engine.diffs.counterpart('cap_1')]).toEqual([{ counterpart: null }, { counterpart: null }])
  })
})

describe('any two messages', () => {
  it('two attempts whose responses differ', async () => {
    const { engine, url } = await withInbox(503, 200)
    register(engine, url)
    const id = fireOne(engine)
    await attempted(engine, id, 1)
    await engine.time.advance({ to: 'next', patienceMs: 1_000 }, new AbortController().signal)
    await settled(engine, id)
    expect(engine.diffs.diff({ a: `${id}/1/response`, b: `${id}/2/response` }).start).toEqual([{ name: 'status', mark: 'changed', a: '503', b: '200' }])
    expect(engine.diffs.diff({ a: id, b: `${id}/2` }).a.ref).toBe(`${id}/2/request`)
  })

  it('a reference that names nothing says so', async () => {
    const { engine, url } = await withInbox(200)
    register(engine, url)
    const id = fireOne(engine)
    await settled(engine, id)
    const refused = (ref: string) => {
      try {
        engine.diffs.counterpart(ref)
      } catch (error) {
        return (error as Error).message
      }
      return undefined
    }
    expect(refused('dlv_1/two')).toMatch(/^"dlv_1\/two" names no message\. Write dlv_1\/2\/request/)
    expect(refused('dlv_99')).toMatch(/no delivery "dlv_99"/)
    expect(refused(`${id}/7`)).toMatch(/no attempt "7".*has 1/)
    expect(refused('cap_99/answer')).toMatch(/no capture "cap_99"/)
  })
})
