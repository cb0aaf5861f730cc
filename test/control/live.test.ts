import { followLive, type LiveEvent } from '#client/live.ts'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startForTest, type RunningHookwright } from '../helpers/hookwright.ts'

type Follower = AsyncGenerator<LiveEvent, void, undefined>

function follow(hw: RunningHookwright, lastEventId?: string): Follower {
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  return followLive(hw.client, { signal: stop.signal, lastEventId })
}

type Data<K extends LiveEvent['event']> = (LiveEvent & { event: K })['data']

/** The next message of that kind. */
async function next<K extends LiveEvent['event']>(follower: Follower, event: K): Promise<Data<K>> {
  for (;;) {
    const { value, done } = await follower.next()
    if (done) throw new Error('the feed ended')
    if (value.event === event) return value.data as Data<K>
  }
}
/** Everything that changed until a change of `kind` has come. */
async function until(follower: Follower, kind: string): Promise<{ kind: string; op: string; id: string }[]> {
  const seen: { kind: string; op: string; id: string }[] = []
  while (!seen.some((change) => change.kind === kind)) seen.push(...(await next(follower, 'changes')).changes.map(({ kind: k, op, id }) => ({ kind: k, op, id })))
  return seen
}
const makeInbox = (hw: RunningHookwright, name: string) => hw.client.call('createInbox', { body: { name } })

describe('the live feed', () => {
  it('begins with where it stands, then tells each change with what the thing looks like now', async () => {
    const hw = await startForTest()
    const follower = follow(hw)
    const hello = await next(follower, 'hello')
    expect(hello).toMatchObject({ reset: false })
    const inbox = await makeInbox(hw, 'orders')
    const { changes, seq } = await next(follower, 'changes')
    expect(changes).toEqual([{ kind: 'inbox', op: 'put', id: inbox.id, item: expect.objectContaining({ name: 'orders' }) as unknown }])
    expect(seq).toBeGreaterThan(hello.seq)
  })

  it('resumes after the last message that was seen: nothing is missed, nothing told twice', async () => {
    const hw = await startForTest()
    const first = follow(hw)
    const { workspace } = await next(first, 'hello')
    await makeInbox(hw, 'before')
    const { seq } = await next(first, 'changes')
    await first.return()
    const missed = await makeInbox(hw, 'while-away')
    const second = follow(hw, `${workspace}.${seq}`)
    expect((await next(second, 'hello')).reset).toBe(false)
    expect((await next(second, 'changes')).changes.map((change) => change.id)).toEqual([missed.id])
  })

  it('resumes over a restart of the same workspace', async () => {
    const hw = await startForTest()
    const { workspace, seq } = await next(follow(hw), 'hello')
    const inbox = await makeInbox(hw, 'kept')
    await hw.close()
    const again = await startForTest({ dataDir: hw.ready.dataDir })
    const follower = follow(again, `${workspace}.${seq}`)
    expect((await next(follower, 'hello')).reset).toBe(false)
    expect((await until(follower, 'inbox')).map((change) => change.id)).toContain(inbox.id)
  })

  it.each(['another-workspace.3', 'nonsense', '.1'])('tells a follower with the cursor %j to read the lists again', async (cursor) => {
    expect((await next(follow(await startForTest(), cursor), 'hello')).reset).toBe(true)
  })

  it('tells of what is gone', async () => {
    const hw = await startForTest()
    const inbox = await makeInbox(hw, 'gone')
    const follower = follow(hw)
    await next(follower, 'hello')
    await hw.client.call('deleteInbox', { params: { id: inbox.id } })
    expect((await next(follower, 'changes')).changes).toEqual([{ kind: 'inbox', op: 'delete', id: inbox.id }])
  })

  it('gives each follower its own place: one that comes does not make the others hear things twice', async () => {
    const hw = await startForTest()
    const { workspace, seq } = await next(follow(hw), 'hello')
    const early = follow(hw)
    await next(early, 'hello')
    await makeInbox(hw, 'first')
    expect((await next(early, 'changes')).changes).toHaveLength(1)
    await next(follow(hw, `${workspace}.${seq}`), 'changes')
    const second = await makeInbox(hw, 'second')
    expect((await next(early, 'changes')).changes.map((change) => change.id)).toEqual([second.id])
  })

  it('tells counts and clock after things have moved', async () => {
    const hw = await startForTest()
    const follower = follow(hw)
    const status = await next(follower, 'status')
    expect(status).toMatchObject({ clock: { mode: 'real' }, queue: { waiting: 0, inFlight: 0 }, captures: 0 })
  })
})
