/** Deliveries per second, each signed, durable and with everything on record, against a bare loop to the same receiver with the same bytes. */
import { start } from './parts/child.ts'
import { median, ratios, type Bench, type Line } from './parts/figures.ts'
import type { Load } from './parts/load.ts'
import { fire, message, register } from './parts/members.ts'
import { idle, startProgram } from './parts/program.ts'
import type { Received } from './parts/receiver.ts'

const ROUNDS = 7
const REQUESTS = 20_000
const CONNECTIONS = 64
const TARGET = 0.5

export const sending: Bench = {
  name: 'sending',
  async run(say) {
    const receiver = await start<'received', Received>('./receiver.ts')
    const load = await start<Load, { seconds: number }>('./load.ts')
    const program = await startProgram()
    const { url } = receiver.hello
    await register(program, url, CONNECTIONS)
    const { headers, body, variesAt } = await message(program)

    const bare = async (): Promise<number> => REQUESTS / (await load.ask({ url, headers, body, variesAt, requests: REQUESTS, connections: CONNECTIONS })).seconds
    const deliveries = async (): Promise<number> => {
      const begun = performance.now()
      await fire(program, REQUESTS)
      await idle(program)
      return (REQUESTS * 1000) / (performance.now() - begun)
    }
    const ours: number[] = []
    const baseline: number[] = []
    // The first round warms both up.
    for (let round = 0; round <= ROUNDS; round++) {
      const pair = [await bare(), await deliveries()] as const
      say(`sending, round ${round} of ${ROUNDS}: ${pair.map(Math.round).join(' and ')}/s`)
      if (round === 0) continue
      baseline.push(pair[0])
      ours.push(pair[1])
    }
    const { deliveries: counts } = await program.client.call('getStatus')
    const sent = (ROUNDS + 1) * REQUESTS
    if (counts.acknowledged !== sent) throw new Error(`${counts.acknowledged} of ${sent} deliveries were acknowledged.`)
    await Promise.all([program.stop(), receiver.stop(), load.stop()])
    const ratio = median(ratios(ours, baseline))
    return [line(`sending, ${body.length} bytes`, ours, baseline, ratio)]
  },
}

const line = (what: string, ours: number[], baseline: number[], ratio: number): Line => ({
  what,
  unit: '/s',
  ours,
  baseline,
  target: { text: `at least ${TARGET}`, met: ratio >= TARGET },
})
