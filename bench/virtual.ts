/** How much real time virtual time takes: a ladder of seven days against a receiver that always refuses, and a sync of 10,000 at one a second. */
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { median, type Bench } from './parts/figures.ts'
import { fire, register } from './parts/members.ts'
import { startProgram, type Program } from './parts/program.ts'

const LADDERS = 5
const LADDER_MS = 2_000
/** Every ten minutes for seven days, and the steps up to there. */
const LADDER_ATTEMPTS = 1_000
const PERSONS = 10_000
const INTERVAL_MS = 1_000

export const virtual: Bench = {
  name: 'virtual',
  async run(say) {
    let status = 503
    const receiver = createServer((request, response) => void request.resume().once('end', () => response.writeHead(status).end()))
    receiver.listen(0, '127.0.0.1')
    await once(receiver, 'listening')
    const program = await startProgram(['--ephemeral', '--clock', 'virtual', '--persons', String(PERSONS)])
    const registrationId = await register(program, `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`, 64)

    const ladders: number[] = []
    for (let i = 0; i <= LADDERS; i++) {
      await fire(program, 1)
      const { ms, attempts } = await untilIdle(program)
      if (attempts < LADDER_ATTEMPTS) throw new Error(`The ladder had ${attempts} attempts.`)
      say(`virtual: a ladder of ${attempts} attempts in ${Math.round(ms)} ms`)
      if (i > 0) ladders.push(ms)
    }

    status = 200
    await program.client.call('createSync', { body: { registrationId, intervalMs: INTERVAL_MS } })
    const { ms } = await untilIdle(program)
    const [sync] = (await program.client.call('listSyncs', { query: { limit: 1 } })).items
    const { starts } = await program.client.call('getSyncSpacing', { params: { id: sync?.id ?? '' }, query: { limit: 2_000 } })
    const times = starts.map((time) => Date.parse(time))
    const wrong = times.slice(1).filter((time, k) => time - (times[k] ?? NaN) !== INTERVAL_MS)
    say(`virtual: a sync of ${sync?.messages} messages in ${Math.round(ms)} ms, ${wrong.length} of the last ${times.length} gaps not exact`)
    await program.stop()
    receiver.close()
    return [
      { what: 'virtual: a ladder of seven days', unit: 'ms', ours: ladders, target: { text: `< ${LADDER_MS} ms`, met: median(ladders) < LADDER_MS } },
      { what: `virtual: a sync of ${PERSONS} persons at 1 s`, unit: 's', ours: [ms / 1000] },
      { what: 'virtual: gaps of that sync that are not exactly 1 s', unit: '', ours: [wrong.length], target: { text: 'none', met: wrong.length === 0 } },
    ]
  },
}

async function untilIdle({ client }: Program): Promise<{ ms: number; attempts: number }> {
  const begun = performance.now()
  const { attempts } = await client.call('advanceClock', { body: { to: 'idle' } })
  return { ms: performance.now() - begun, attempts }
}
