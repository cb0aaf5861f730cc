/** What ends in one turn is put on record together: each delivery has what came of its own call, and one that can't be written takes no other with it. */
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import type { Delivery } from '#contract/delivery.ts'
import { createClock } from '#engine/engine.ts'
import { attempted, register, settled, startEngine, type TestEngine } from '../helpers/engine.ts'
import { MISBEHAVIOURS, receiver, response, type Receiver } from '../helpers/receivers.ts'

const EVENTS = 48

/** Some are the same, others differ in one thing: the status, a header, a short body, the end of a long one. */
const ANSWERS: readonly (readonly [status: number, body: string, header: string])[] = [
  [200, 'ok', ''],
  [200, 'ok', ''],
  [200, 'OK', ''],
  [200, 'ok', 'X-Node: 2\r\n'],
  [202, 'ok', ''],
  [500, 'ok', ''],
  [200, `${'x'.repeat(3_000)}y`, ''],
  [200, `${'x'.repeat(3_000)}z`, ''],
]

/** So many calls to a receiver, which has all of them and has answered none. */
async function calls(): Promise<{ engine: TestEngine; server: Receiver }> {
  const server = await receiver(MISBEHAVIOURS.hang)
  const engine = startEngine({ clock: createClock() })
  register(engine, server.url)
  engine.fire('members', { trigger: 'person.updated', times: EVENTS })
  await server.received(EVENTS)
  return { engine, server }
}

const deliveriesOf = (engine: TestEngine): Delivery[] => engine.deliveries.list({ limit: EVENTS }).items.map(({ id }) => engine.deliveries.get(id))

/** The request of the wire that has this delivery's body. */
function requestOf(server: Receiver, delivery: Delivery): number {
  const body = Buffer.from(delivery.attempts[0]?.request.body.base64 ?? '', 'base64')
  return server.requests.findIndex((request) => request.subarray(-body.length).equals(body))
}

it('each of many that ended together has what came of its own call', async () => {
  const { engine, server } = await calls()
  const answer = (n: number): (typeof ANSWERS)[number] => ANSWERS[n % ANSWERS.length] ?? ANSWERS[0]!
  for (let n = 0; n < EVENTS; n++) server.answer(n, response(...answer(n)))

  for (const { id } of deliveriesOf(engine)) {
    const delivery = await attempted(engine, id, 1)
    const [status, body, header] = answer(requestOf(server, delivery))
    const [attempt] = delivery.attempts
    expect(attempt?.response).toMatchObject({
      statusCode: status,
      headers: [...(header === '' ? [] : [['X-Node', '2']]), ['Content-Length', String(body.length)]],
      body: { base64: Buffer.from(body).toString('base64'), size: body.length },
    })
    expect([delivery.status, attempt?.outcome]).toEqual(status === 500 ? ['retrying', 'rejected'] : ['acknowledged', 'acknowledged'])
  }
})

it('one that can not be written waits for its time alone', async () => {
  const { engine, server } = await calls()
  const [refused, ...others] = deliveriesOf(engine).map(({ id }) => id)
  if (refused === undefined) throw new Error('Nothing was sent.')
  // What no user can do, and a fault of ours could: one row is refused.
  const other = new Sqlite(join(engine.dataDir, 'hookwright.db'))
  other.exec(`CREATE TRIGGER refuses BEFORE UPDATE ON attempts WHEN OLD.delivery_id = ${refused.replace(/\D/g, '')} BEGIN SELECT raise(ABORT, 'not this one'); END`)
  for (let n = 0; n < EVENTS; n++) server.answer(n, response(200, 'ok'))

  for (const id of others) expect((await settled(engine, id)).status).toBe('acknowledged')
  expect(engine.deliveries.get(refused).status).toBe('sending')

  other.exec('DROP TRIGGER refuses')
  other.close()
  expect(await settled(engine, refused)).toMatchObject({ status: 'acknowledged', attempts: [{ outcome: 'acknowledged' }] })
  expect(server.requests).toHaveLength(EVENTS)
})
