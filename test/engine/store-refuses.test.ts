import { execFileSync, spawnSync } from 'node:child_process'
import { renameSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Client } from '#client/http.ts'
import { PROBLEMS, type ProblemCode } from '#contract/problem.ts'
import Sqlite from 'better-sqlite3'
import { describe, expect, it, onTestFinished } from 'vitest'
import { bundled } from '../helpers/bundled.ts'
import { startProgram, untilDelivery, type Program } from '../helpers/programs.ts'
import { MISBEHAVIOURS, receiver, response } from '../helpers/receivers.ts'
import { tempDir } from '../helpers/temp-dir.ts'

const bundle = bundled('own-process.ts')

/** What keeps a running program from writing. */
interface Cause {
  readonly what: string
  readonly code: ProblemCode
  /** Lets it come; answers how it goes. */
  come(dataDir: string, program: Program): () => void
}

const locked: Cause = {
  what: 'locked by another program',
  code: 'store_locked',
  come(dataDir) {
    const other = new Sqlite(join(dataDir, 'hookwright.db'))
    onTestFinished(() => void other.close())
    other.exec('BEGIN EXCLUSIVE')
    return () => other.exec('ROLLBACK')
  },
}

/** A limit of the system on how large its files may be: writes beyond it fail as on a full disk, for root too. */
const full: Cause = {
  what: 'on a full disk',
  code: 'store_full',
  come(dataDir, program) {
    const limit = (size: string): void => void execFileSync('prlimit', [`--pid=${program.child.pid}`, `--fsize=${size}:`])
    limit(String(statSync(join(dataDir, 'hookwright.db-wal')).size))
    return () => limit('unlimited')
  },
}

const moved: Cause = {
  what: 'moved away',
  code: 'store_readonly',
  come(dataDir) {
    const [here, elsewhere] = [join(dataDir, 'hookwright.db'), join(dataDir, 'elsewhere.db')]
    renameSync(here, elsewhere)
    return () => renameSync(elsewhere, here)
  },
}

const CAUSES = spawnSync('prlimit', ['--version']).status === 0 ? [locked, full, moved] : [locked, moved]

const fire = async (client: Client): Promise<string> => {
  const { deliveries } = await client.call('fireEvent', { params: { provider: 'members' }, body: { trigger: 'person.updated', times: 1 } })
  return deliveries[0]?.id ?? ''
}

describe.each(CAUSES)('a database that is $what', ({ code, come }) => {
  it(`is answered for with ${code}, keeps the outcome of a call in flight, and is written again as soon as it can be`, { timeout: 30_000 }, async () => {
    const dataDir = tempDir()
    const server = await receiver(MISBEHAVIOURS.hang)
    const program = startProgram(bundle, { dataDir })
    const up = await program.ready
    if (!up) throw new Error(program.errors())
    const { client, ready } = up
    await client.call('createRegistration', { body: { provider: 'members', url: server.url, settings: { secret: 'k' }, enabled: true } })
    await client.call('createInbox', { body: { name: 'in' } })
    const inFlight = await fire(client)
    await server.received(1)

    const go = come(dataDir, program)
    server.answer(0, response(200))
    await program.logged('the store refused a write')
    const before = performance.now()
    await expect(fire(client)).rejects.toMatchObject({ code, status: PROBLEMS[code], message: expect.stringContaining(join(dataDir, 'hookwright.db')) })
    expect(performance.now() - before, 'ms until the refusal').toBeLessThan(1000)
    expect((await fetch(`${ready.inbox}/in`, { method: 'POST', body: 'x' })).status, 'not captured').toBe(503)
    expect(await client.call('getDelivery', { params: { id: inFlight } }), 'what is there can be read').toMatchObject({ status: 'sending' })

    go()
    const done = await untilDelivery(client, inFlight, ({ status }) => status !== 'sending')
    expect(done).toMatchObject({ status: 'acknowledged', attempts: [{ outcome: 'acknowledged', response: { statusCode: 200 } }] })
    const next = await fire(client)
    await server.received(2)
    server.answer(1, response(200))
    expect((await untilDelivery(client, next, ({ status }) => status !== 'queued' && status !== 'sending')).status).toBe('acknowledged')
    expect(server.requests, 'each was sent once').toHaveLength(2)
    expect((await fetch(`${ready.inbox}/in`, { method: 'POST', body: 'x' })).status).toBe(200)
    expect((await client.call('listCaptures', { params: { id: 'in' }, query: { limit: 10 } })).items).toHaveLength(1)
  })
})
