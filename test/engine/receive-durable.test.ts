import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import { receiving, type Receiving } from '../helpers/receiving.ts'

let hw: Receiving
afterEach(() => hw.close())

const reader = (dir: string) => new Sqlite(join(dir, 'hookwright.db'), { readonly: true })

describe('an answer', () => {
  it('waits for its row to be committed', async () => {
    let release = (): void => {}
    const gate = new Promise<void>((resolve) => (release = resolve))
    hw = await receiving({ wrap: (store) => ({ ...store, group: (fn) => gate.then(() => store.group(fn)) }) })
    hw.receiver.inboxes.create({ name: 'in', respond: [{ status: 201 }] })
    const client = await hw.connect()
    client.send('POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody')
    // Others come and go meanwhile, one event loop for all.
    for (let i = 0; i < 5; i++) await fetch(`${hw.url}/none`)
    expect(client.socket.bytesRead).toBe(0)
    release()
    expect((await client.answer()).status).toBe(201)
    const db = reader(hw.dir)
    expect(db.prepare('SELECT method, size, answer_status FROM captures').all()).toEqual([{ method: 'POST', size: 4, answer_status: 201 }])
    db.close()
  })

  it('reaches a sender that has closed its side meanwhile', async () => {
    let release = (): void => {}
    const gate = new Promise<void>((resolve) => (release = resolve))
    hw = await receiving({ wrap: (store) => ({ ...store, group: (fn) => gate.then(() => store.group(fn)) }) })
    hw.receiver.inboxes.create({ name: 'in' })
    const client = await hw.connect()
    client.send('POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody')
    client.socket.end()
    for (let i = 0; i < 5; i++) await fetch(`${hw.url}/none`)
    release()
    expect((await client.answer()).status).toBe(200)
    expect(await client.closed()).toHaveLength(0)
    expect(hw.captures('in')[0]).toMatchObject({ fault: null, answerStatus: 200 })
  })

  it('is not on record as given to a sender that is gone', async () => {
    let release = (): void => {}
    const gate = new Promise<void>((resolve) => (release = resolve))
    hw = await receiving({ wrap: (store) => ({ ...store, group: (fn) => gate.then(() => store.group(fn)) }) })
    hw.receiver.inboxes.create({ name: 'in' })
    const client = await hw.connect()
    client.send('POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nbody')
    await fetch(`${hw.url}/none`)
    client.socket.resetAndDestroy()
    for (let i = 0; i < 5; i++) await fetch(`${hw.url}/none`)
    release()
    const [capture] = await hw.captured('in', 1)
    expect(capture).toMatchObject({ size: 4, answerStatus: null, answer: null, fault: expect.stringContaining('before the request could be answered') })
    expect(hw.receiver.inboxes.get('in', { reveal: false }).answered).toBe(0)
  })

  it('finds its row there, seen from another connection, for each of many at once', async () => {
    hw = await receiving()
    hw.receiver.inboxes.create({ name: 'in' })
    const db = reader(hw.dir)
    const there = db.prepare<[string], { n: number }>('SELECT count(*) AS n FROM captures WHERE target = ?')
    const seen = await Promise.all(
      Array.from({ length: 200 }, async (_, i) => {
        const response = await fetch(`${hw.url}/in/${i}`, { method: 'POST', body: `${i}` })
        return [response.status, there.get(`/in/${i}`)?.n]
      }),
    )
    expect(seen).toEqual(Array.from({ length: 200 }, () => [200, 1]))
    expect(hw.receiver.inboxes.get('in', { reveal: false })).toMatchObject({ captureCount: 200, answered: 200 })
    expect(db.prepare('SELECT capture_count, answered FROM inboxes').get()).toEqual({ capture_count: 200, answered: 200 })
    db.close()
  })

  it.each([
    ['locked by another program', (db: Sqlite.Database) => void db.exec('BEGIN IMMEDIATE'), (db: Sqlite.Database) => void db.exec('ROLLBACK')],
    ['broken', (db: Sqlite.Database) => void db.exec('ALTER TABLE captures RENAME TO elsewhere'), (db: Sqlite.Database) => void db.exec('ALTER TABLE elsewhere RENAME TO captures')],
  ])('is 503 while the database is %s, and nothing pretends to be captured', async (_, spoil, mend) => {
    hw = await receiving()
    hw.store.db.pragma('busy_timeout = 0')
    hw.receiver.inboxes.create({ name: 'in', respond: [{ status: 201 }, { status: 202 }] })
    const other = new Sqlite(join(hw.dir, 'hookwright.db'))
    spoil(other)
    const response = await fetch(`${hw.url}/in`, { method: 'POST', body: 'secret-body' })
    expect(response.status).toBe(503)
    expect(await response.text()).toMatch(/^The request could not be put on record/)
    mend(other)
    other.close()
    expect(hw.captures('in')).toEqual([])
    expect(hw.receiver.inboxes.get('in', { reveal: false })).toMatchObject({ captureCount: 0, answered: 0 })
    expect(hw.logged.join()).toMatch(/could not be put on record/)
    expect(hw.logged.join()).not.toContain('secret-body')
    // The turn was not taken.
    expect((await fetch(`${hw.url}/in`)).status).toBe(201)
  })

  it('is 503 when the disk is full', async () => {
    hw = await receiving()
    hw.receiver.inboxes.create({ name: 'in' })
    hw.store.db.pragma(`max_page_count = ${String(hw.store.db.pragma('page_count', { simple: true }))}`)
    expect((await fetch(`${hw.url}/in`, { method: 'POST', body: Buffer.alloc(100_000, 'x') })).status).toBe(503)
    hw.store.db.pragma('max_page_count = 1000000')
    expect((await fetch(`${hw.url}/in`, { method: 'POST', body: Buffer.alloc(100_000, 'x') })).status).toBe(200)
    expect(hw.captures('in')).toHaveLength(1)
  })
})

describe('answers in turn', () => {
  const answers = [{ status: 503 }, { status: 429, headers: [['Retry-After', '1']] as [string, string][] }, { status: 200, body: 'at last' }]
  const next = async (url: string) => (await fetch(`${url}/turns`)).status

  it('go on where they were after a restart, and the last one stays', async () => {
    const first = await receiving()
    hw = first
    hw.receiver.inboxes.create({ name: 'turns', respond: answers })
    expect(await next(hw.url)).toBe(503)
    await hw.stop()
    hw = await receiving({ dir: first.dir })
    expect(hw.receiver.inboxes.get('turns', { reveal: false })).toMatchObject({ answered: 1, captureCount: 1, respond: answers })
    expect([await next(hw.url), await next(hw.url), await next(hw.url)]).toEqual([429, 200, 200])
    expect(hw.captures('turns').map((c) => c.answerStatus)).toEqual([503, 429, 200, 200])
  })

  it('are given out once each to many at the same time', async () => {
    hw = await receiving()
    const respond = Array.from({ length: 50 }, (_, i) => ({ status: 500 + i }))
    hw.receiver.inboxes.create({ name: 'turns', respond })
    const statuses = await Promise.all(Array.from({ length: 50 }, () => next(hw.url)))
    expect(statuses.sort()).toEqual(respond.map((a) => a.status))
  })

  it('start again when they are set anew, also for a request whose body is still coming', async () => {
    hw = await receiving()
    hw.receiver.inboxes.create({ name: 'turns', respond: answers })
    expect(await next(hw.url)).toBe(503)
    const client = await hw.connect()
    client.send('POST /turns HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n')
    expect((await client.answer()).status).toBe(100)
    hw.receiver.inboxes.change('turns', { respond: [{ status: 418 }, { status: 204 }] })
    client.send('hi')
    expect((await client.answer()).status).toBe(418)
    expect(await next(hw.url)).toBe(204)
  })

  it('are over when the inbox is deleted under a request, which then counts for nothing', async () => {
    hw = await receiving()
    hw.receiver.inboxes.create({ name: 'turns' })
    const client = await hw.connect()
    client.send('POST /turns HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n')
    expect((await client.answer()).status).toBe(100)
    hw.receiver.inboxes.delete('turns')
    client.send('hi')
    expect((await client.answer()).status).toBe(404)
    expect(hw.store.db.prepare('SELECT count(*) AS n FROM captures').get()).toEqual({ n: 0 })
  })
})

describe('stop', () => {
  it('answers what is in flight, takes nothing new, and leaves no connection', async () => {
    let release = (): void => {}
    const gate = new Promise<void>((resolve) => (release = resolve))
    hw = await receiving({ wrap: (store) => ({ ...store, group: (fn) => gate.then(() => store.group(fn)) }) })
    hw.receiver.inboxes.create({ name: 'in' })
    const [idle, silent, busy, piped] = [await hw.connect(), await hw.connect(), await hw.connect(), await hw.connect()]
    idle.send('GET / HTTP/1.1\r\nHost: x\r\n\r\n')
    await idle.answer()
    busy.send('POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi')
    piped.send('POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi'.repeat(3))
    await fetch(`${hw.url}/none`)
    const stopped = hw.receiver.stop()
    expect(await idle.closed()).toHaveLength(0)
    await expect(fetch(`${hw.url}/none`)).rejects.toThrow()
    release()
    const answer = await busy.answer()
    expect([answer.status, answer.header('connection')]).toEqual([200, 'close'])
    expect([(await piped.answer()).status, (await piped.answer()).status, (await piped.answer()).status]).toEqual([200, 200, 200])
    await stopped
    await Promise.all([silent.closed(), busy.closed(), piped.closed()])
    expect(hw.captures('in')).toHaveLength(4)
    expect(await new Promise((resolve) => hw.receiver.listener().getConnections((_, n) => resolve(n)))).toBe(0)
  })

  it('cuts off what does not end in time, and has it on record when it is over', async () => {
    hw = await receiving({ limits: { stopMs: 30 } })
    hw.receiver.inboxes.create({ name: 'in' })
    const client = await hw.connect()
    client.send('POST /in HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nhalf')
    await fetch(`${hw.url}/none`)
    await hw.receiver.stop()
    expect(hw.captures('in')[0]).toMatchObject({ size: 4, answerStatus: null, fault: expect.stringContaining('4 of 10') })
    expect(await client.closed()).toHaveLength(0)
  })

  it('can be asked for twice', async () => {
    hw = await receiving()
    await hw.receiver.stop()
    await hw.receiver.stop()
  })
})
