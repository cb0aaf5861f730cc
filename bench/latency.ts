/** From firing an event over the API until the receiver has it, when nothing else happens, beside a bare request to the same receiver. */
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { Pool } from 'undici'
import { median, type Bench } from './parts/figures.ts'
import { fire, message, register } from './parts/members.ts'
import { idle, startProgram } from './parts/program.ts'

const ROUNDS = 9
/** Calls of each kind in a round, taken in turns. */
const CALLS = 40
const TARGET_MS = 5

export const latency: Bench = {
  name: 'latency',
  async run(say) {
    let came: (at: number) => void = () => undefined
    // In this process, so that both ends are read from one clock.
    const receiver = createServer((request, response) => {
      came(performance.now())
      request.resume().once('end', () => response.writeHead(204).end())
    })
    receiver.listen(0, '127.0.0.1')
    await once(receiver, 'listening')
    const origin = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}`
    const program = await startProgram()
    await register(program, `${origin}/hook`, 64)
    const { headers, body } = await message(program)
    const pool = new Pool(origin, { connections: 1 })
    const timed = async (send: () => Promise<unknown>): Promise<number> => {
      const arrival = new Promise<number>((resolve) => (came = resolve))
      const begun = performance.now()
      const sent = send()
      const took = (await arrival) - begun
      await sent
      return took
    }
    const bare = async (): Promise<void> => (await pool.request({ path: '/hook', method: 'POST', headers, body })).body.dump()
    const ours: number[] = []
    const baseline: number[] = []
    for (let round = 0; round <= ROUNDS; round++) {
      const fired: number[] = []
      const asked: number[] = []
      for (let call = 0; call < CALLS; call++) {
        asked.push(await timed(bare))
        fired.push(await timed(() => fire(program, 1)))
        await idle(program)
      }
      say(`latency, round ${round} of ${ROUNDS}: ${median(fired).toFixed(2)} and ${median(asked).toFixed(2)} ms`)
      if (round === 0) continue
      ours.push(median(fired))
      baseline.push(median(asked))
    }
    await pool.close()
    await program.stop()
    receiver.close()
    const above = median(ours.map((value, i) => value - (baseline[i] ?? NaN)))
    return [{ what: 'from firing to the receiver, idle', unit: 'ms', ours, baseline, target: { text: `less than ${TARGET_MS} ms above`, met: above < TARGET_MS } }]
  },
}
