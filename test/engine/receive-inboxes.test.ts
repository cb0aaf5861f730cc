import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Capture, CaptureSummary, Inbox } from '#contract/inbox.ts'
import { receiving, START, type Receiving } from '../helpers/receiving.ts'

let hw: Receiving
beforeEach(async () => {
  hw = await receiving()
})
afterEach(() => hw.close())

const hidden = { reveal: false }
const shown = { reveal: true }
const refusal = (code: string, message: RegExp): unknown => expect.objectContaining({ code, message: expect.stringMatching(message) })
const thrown = (run: () => unknown): unknown => {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('It was not refused.')
}

describe('an inbox', () => {
  it('answers 200 until told otherwise, under a name of its own', () => {
    const inbox = hw.receiver.inboxes.create({})
    expect(Inbox.parse(inbox)).toEqual(inbox)
    expect(inbox).toMatchObject({
      id: 'inb_1', name: 'inbox-1', url: `${hw.url}/inbox-1`, verify: null, respond: [{ status: 200 }], answered: 0, captureCount: 0, createdAt: new Date(START).toISOString(),
    })
    hw.receiver.inboxes.create({ name: 'inbox-2' })
    expect(hw.receiver.inboxes.create({}).name).toBe('inbox-3')
  })

  it('is found by id and by name, and listed newest first in pages', () => {
    for (const name of ['a', 'b', 'c']) hw.receiver.inboxes.create({ name })
    expect(hw.receiver.inboxes.get('inb_2', hidden)).toEqual(hw.receiver.inboxes.get('b', hidden))
    const first = hw.receiver.inboxes.list({ limit: 2, ...hidden })
    expect(first.items.map((i) => i.name)).toEqual(['c', 'b'])
    const second = hw.receiver.inboxes.list({ limit: 2, cursor: first.nextCursor ?? '', ...hidden })
    expect([second.items.map((i) => i.name), second.nextCursor]).toEqual([['a'], null])
    expect(thrown(() => hw.receiver.inboxes.get('inb_9', hidden))).toEqual(refusal('not_found', /no inbox "inb_9"/))
    expect(thrown(() => hw.receiver.inboxes.list({ limit: 2, cursor: 'x', ...hidden }))).toEqual(refusal('bad_request', /cursor "x"/))
  })

  it('shows its secret only when asked to, and keeps it when it is not given again', () => {
    hw.receiver.inboxes.create({ name: 'in', verify: { scheme: 'members', secret: 'k' } })
    expect(hw.receiver.inboxes.get('in', hidden).verify).toEqual({ scheme: 'members', secret: null })
    expect(hw.receiver.inboxes.change('in', { verify: { scheme: 'members' }, respond: [{ status: 500 }] })).toMatchObject({ verify: { secret: null }, respond: [{ status: 500 }] })
    expect(hw.receiver.inboxes.list({ limit: 1, ...shown }).items[0]?.verify).toEqual({ scheme: 'members', secret: 'k' })
    hw.receiver.inboxes.change('in', { verify: { scheme: 'members', secret: null } })
    expect(hw.receiver.inboxes.get('in', shown).verify).toEqual({ scheme: 'members', secret: null })
    expect(hw.receiver.inboxes.change('in', { verify: null }).verify).toBeNull()
  })

  it('is refused in words', () => {
    const { inboxes } = hw.receiver
    inboxes.create({ name: 'taken' })
    const header = (name: string, value: string) => ({ respond: [{ status: 200 }, { status: 200, headers: [[name, value]] as [string, string][] }] })
    expect(thrown(() => inboxes.create({ name: 'taken' }))).toEqual(refusal('conflict', /an inbox "taken" already: choose another name/))
    expect(thrown(() => inboxes.create({ verify: { scheme: 'nope' } }))).toEqual(refusal('invalid', /"nope" is no scheme .*members/))
    expect(thrown(() => inboxes.change('taken', { verify: { scheme: 'constructor' } }))).toEqual(refusal('invalid', /members/))
    expect(thrown(() => inboxes.create({ respond: [{ status: 204, body: 'x' }] }))).toEqual(refusal('invalid', /Answer 1 .* a 204 has no body/))
    expect(thrown(() => inboxes.create(header('content-LENGTH', '5')))).toEqual(refusal('invalid', /Answer 2 .*content-LENGTH is set from the body/))
    expect(thrown(() => inboxes.create(header('X', 'a\r\nSet-Cookie: b')))).toEqual(refusal('invalid', /Answer 2/))
    expect(thrown(() => inboxes.create(header('X Y', 'a')))).toEqual(refusal('invalid', /Answer 2 .*X Y/))
    expect(inboxes.list({ limit: 100, ...hidden }).items.map((i) => i.name)).toEqual(['taken'])
  })

  it('takes its captures with it when it is deleted, and its name is free again', async () => {
    const { inboxes, captures } = hw.receiver
    inboxes.create({ name: 'in' })
    inboxes.create({ name: 'other' })
    for (const name of ['in', 'in', 'other']) await fetch(`${hw.url}/${name}`, { method: 'POST', body: 'same' })
    const { seq } = hw.store.changes.since(0, 1000)
    inboxes.delete('in')
    expect(hw.store.changes.since(seq, 1000).changes).toEqual([{ seq: expect.any(Number) as number, kind: 'inbox', ref: 1 }])
    expect(inboxes.show(1)).toBeUndefined()
    expect(captures.show(1)).toBeUndefined()
    expect((await fetch(`${hw.url}/in`)).status).toBe(404)
    expect(thrown(() => captures.list('in', { limit: 1 }))).toEqual(refusal('not_found', /inbox "in"/))
    expect(captures.body('cap_3').toString()).toBe('same')
    expect(captures.count()).toBe(1)
    expect(inboxes.create({ name: 'in' })).toMatchObject({ id: 'inb_3', captureCount: 0 })
  })
})

describe('captures', () => {
  it('are listed newest first in pages, and each fits its contract', async () => {
    hw.receiver.inboxes.create({ name: 'in' })
    for (const n of [1, 2, 3]) await fetch(`${hw.url}/in/${n}`)
    const first = hw.receiver.captures.list('in', { limit: 2 })
    expect(first.items.map((c) => c.target)).toEqual(['/in/3', '/in/2'])
    const second = hw.receiver.captures.list('inb_1', { limit: 2, cursor: first.nextCursor ?? '' })
    expect([second.items.map((c) => c.target), second.nextCursor]).toEqual([['/in/1'], null])
    const [newest] = first.items
    expect(CaptureSummary.parse(newest)).toEqual(newest)
    expect(hw.receiver.captures.show(3)).toEqual(newest)
    const capture = hw.receiver.captures.get('cap_3', hidden)
    expect(Capture.parse(capture)).toEqual(capture)
    for (const id of ['cap_4', 'cap_0', 'inb_1', 'x']) expect(thrown(() => hw.receiver.captures.body(id))).toEqual(refusal('not_found', /no capture/))
  })

  it('and their inboxes are told of in the feed', async () => {
    hw.receiver.inboxes.create({ name: 'in' })
    const { seq } = hw.store.changes.since(0, 1000)
    await fetch(`${hw.url}/in`)
    expect(hw.store.changes.since(seq, 1000).changes.map((c) => [c.kind, c.ref]).sort()).toEqual([['capture', 1], ['inbox', 1]])
    expect(hw.receiver.inboxes.show(1)).toMatchObject({ captureCount: 1, answered: 1 })
  })
})

describe('verification', () => {
  const KEY = 'sign-me'
  /** As the provider's documentation describes a message. */
  function message(key: string, text = '[{"personID":1,"lastChangedDate":"2026-01-01T00:00:00.000Z"}]'): string {
    const hash = createHmac('sha256', key).update(text).digest('base64')
    return JSON.stringify({ message: { attributes: { hash }, data: Buffer.from(text).toString('base64'), messageId: '1', message_id: '1' }, subscription: 's' })
  }
  const post = (body: string) => fetch(`${hw.url}/in`, { method: 'POST', body, headers: { 'content-type': 'application/json' } })

  it('is stored with its steps and without the secret, which is shown when asked for', async () => {
    hw.receiver.inboxes.create({ name: 'in', verify: { scheme: 'members', secret: KEY } })
    await post(message(KEY))
    await post(message('another'))
    await post('not json')
    const [bad, wrong, good] = hw.receiver.captures.list('in', { limit: 3 }).items
    expect([good?.verdict?.ok, wrong?.verdict?.ok, bad?.verdict?.ok]).toEqual([true, false, false])
    // Judged, not refused: what is answered is the inbox's own matter.
    expect([good, wrong, bad].map((c) => c?.answerStatus)).toEqual([200, 200, 200])

    const plain = hw.receiver.captures.get(good?.id ?? '', hidden)
    expect(plain.verdict).toMatchObject({ scheme: 'members', ok: true })
    expect(plain.verdict?.steps.length).toBeGreaterThan(3)
    expect(JSON.stringify(plain)).not.toContain(KEY)
    expect(JSON.stringify(hw.store.db.prepare('SELECT * FROM captures').all())).not.toContain(KEY)
    expect(hw.logged.join()).not.toContain(KEY)
    expect(JSON.stringify(hw.receiver.captures.get(good?.id ?? '', shown).verdict?.steps)).toContain(KEY)
  })

  it('stays as it was judged when the key has changed since', async () => {
    hw.receiver.inboxes.create({ name: 'in', verify: { scheme: 'members', secret: KEY } })
    await post(message(KEY))
    hw.receiver.inboxes.change('in', { verify: { scheme: 'members', secret: 'new' } })
    expect(hw.receiver.captures.get('cap_1', shown).verdict).toEqual(hw.receiver.captures.get('cap_1', hidden).verdict)
    expect(hw.receiver.captures.get('cap_1', shown).verdict?.ok).toBe(true)
    await post(message(KEY))
    expect(hw.receiver.captures.get('cap_2', hidden).verdict?.ok).toBe(false)
  })

  it('is not tried on what is not whole, or where none is asked for', async () => {
    hw.receiver.inboxes.create({ name: 'in', verify: { scheme: 'members', secret: KEY } })
    const client = await hw.connect()
    client.send(`POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n${message(KEY)}`)
    await fetch(`${hw.url}/none`)
    client.socket.destroy()
    expect((await hw.captured('in', 1))[0]?.verdict).toBeNull()
    hw.receiver.inboxes.change('in', { verify: null })
    await post(message(KEY))
    expect(hw.captures('in')[1]?.verdict).toBeNull()
  })

  it('is by what the inbox says when the body is whole', async () => {
    hw.receiver.inboxes.create({ name: 'in' })
    const client = await hw.connect()
    const body = message(KEY)
    client.send(`POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`)
    expect((await client.answer()).status).toBe(100)
    hw.receiver.inboxes.change('in', { verify: { scheme: 'members', secret: KEY } })
    client.send(body)
    await client.answer()
    expect(hw.captures('in')[0]?.verdict?.ok).toBe(true)
  })

  it('without a key says so', async () => {
    hw.receiver.inboxes.create({ name: 'in', verify: { scheme: 'members' } })
    await post(message(KEY))
    expect(hw.captures('in')[0]?.verdict).toMatchObject({ ok: false, summary: expect.stringMatching(/key/i) })
  })
})
