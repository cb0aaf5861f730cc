import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { receiving, type Receiving } from '../helpers/receiving.ts'

let hw: Receiving
beforeAll(async () => {
  hw = await receiving()
})
afterAll(() => hw.close())

let name = ''
let made = 0
beforeEach(() => {
  name = `in-${++made}`
  hw.receiver.inboxes.create({ name })
})

describe('a request that is cut off', () => {
  it.each([
    ['with a reset', 'Content-Length: 10', 'abcd', 'resetAndDestroy', 'after 4 of 10 bytes'],
    ['by closing', 'Content-Length: 10', 'abcd', 'destroy', 'after 4 of 10 bytes'],
    ['by closing one side', 'Content-Length: 10', 'abcd', 'end', 'after 4 of 10 bytes'],
    ['between chunks', 'Transfer-Encoding: chunked', '4\r\nabcd\r\n', 'end', 'after 4 bytes'],
    ['inside a chunk', 'Transfer-Encoding: chunked', '9\r\nabcd', 'end', 'after 4 bytes'],
  ] as const)('%s is on record with what came, unanswered', async (_, framing, bytes, how, fault) => {
    const before = hw.store.changes.since(0, 1e6).seq
    const client = await hw.connect()
    client.send(`POST /${name} HTTP/1.1\r\nHost: x\r\n${framing}\r\n\r\n${bytes}`)
    // Once this is answered the bytes above have come.
    await fetch(`${hw.url}/none`)
    client.socket[how]()
    const [capture] = await hw.captured(name, 1)
    expect(capture).toMatchObject({ size: 4, body: { base64: btoa('abcd') }, answerStatus: null, answer: null, verdict: null, fault: expect.stringContaining(fault) })
    expect(hw.receiver.inboxes.get(name, { reveal: false })).toMatchObject({ answered: 0, captureCount: 1 })
    expect(hw.store.changes.since(before, 100).changes.map((c) => c.kind).sort()).toEqual(['capture', 'inbox'])
    if (how === 'end') expect(await client.closed()).toHaveLength(0)
  })

  it('before its headers are whole leaves no trace', async () => {
    const client = await hw.connect()
    client.send(`POST /${name} HTTP/1.1\r\nHost:`)
    client.socket.end()
    expect(await client.closed()).toHaveLength(0)
    expect(hw.captures(name)).toHaveLength(0)
  })
})

describe('what is not HTTP', () => {
  it.each([
    ['a method unknown', 'BREW / HTTP/1.1\r\n\r\n'],
    ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['a NUL in the target', 'GET /in\0 HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['bytes in the target that are not ASCII', 'GET /\xc3\x28 HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['a NUL in a header', 'GET /in HTTP/1.1\r\nHost: x\r\nA: b\0c\r\n\r\n'],
    ['a header name that is none', 'GET /in HTTP/1.1\r\nHost: x\r\nA b: c\r\n\r\n'],
    ['two framings', 'POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'],
    ['two lengths', 'POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd'],
    ['a length that is none', 'POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n'],
    ['lines that end in LF', 'GET /in HTTP/1.1\nHost: x\n\n'],
  ])('%s is answered 400, once, and the connection closed', async (_, text) => {
    const client = await hw.connect()
    client.send(text.replace('/in', `/${name}`))
    const answer = await client.answer()
    expect([answer.status, answer.header('connection')]).toEqual([400, 'close'])
    expect(answer.body.toString()).toMatch(/^This is not valid HTTP: .+\.$/)
    client.send('GET / HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(3))
    expect(await client.closed()).toHaveLength(0)
    expect(hw.captures(name)).toHaveLength(0)
    expect((await fetch(`${hw.url}/${name}`)).status).toBe(200)
  })

  it('inside a body is on record as a fault, with the bytes before it, and answered 400', async () => {
    const client = await hw.connect()
    client.send(`POST /${name} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\nnonsense\r\n`)
    expect((await client.answer()).status).toBe(400)
    expect(await client.closed()).toHaveLength(0)
    expect(hw.captures(name)[0]).toMatchObject({ size: 4, answerStatus: 400, fault: expect.stringContaining('not valid HTTP') })
    expect(hw.receiver.inboxes.get(name, { reveal: false }).answered).toBe(0)
  })

  it('inside a body that began in the same packet as another request is recorded likewise', async () => {
    const client = await hw.connect()
    client.send(`POST /${name} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhiPOST /${name} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n`)
    expect((await client.answer()).status).toBe(200)
    client.send('nonsense\r\n')
    expect((await client.answer()).status).toBe(400)
    expect(await client.closed()).toHaveLength(0)
    expect(hw.captures(name).map((c) => [c.size, c.answerStatus])).toEqual([[2, 200], [4, 400]])
  })

  it('after good requests in the same packet does not take their answers away', async () => {
    const client = await hw.connect()
    client.send(`POST /${name} HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhiGET /${name} HTTP/1.1\r\nHost: x\r\n\r\nnonsense\r\n\r\n`)
    expect([(await client.answer()).status, (await client.answer()).status, (await client.answer()).status]).toEqual([200, 200, 400])
    expect(await client.closed()).toHaveLength(0)
    expect(hw.captures(name).map((c) => [c.method, c.size, c.fault])).toEqual([['POST', 2, null], ['GET', 0, null]])
  })
})

it('never logs what it was sent', async () => {
  const client = await hw.connect()
  client.send('GET /x-very-private HTTP/1.1\r\nAuthorization: very-private\r\nbroken\r\n\r\n')
  await client.closed()
  expect(hw.logged.join()).not.toContain('very-private')
})
