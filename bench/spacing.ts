/** The spacing of a throttled sync as its receiver sees it, beside a bare loop that waits as long with the most exact timer there is: none. */
import { start } from './parts/child.ts'
import { median, quantile, type Bench } from './parts/figures.ts'
import { message, register } from './parts/members.ts'
import type { Paced } from './parts/paced.ts'
import { idle, startProgram } from './parts/program.ts'
import type { Received } from './parts/receiver.ts'

const ROUNDS = 5
const INTERVAL_MS = 10
const REQUESTS = 300
const LATE_MS = 2
/** The way to the receiver shortens the gap after a call that it held up: it does that to the bare loop's too, and to ours may do so much more. */
const JITTER_MS = 1

export const spacing: Bench = {
  name: 'spacing',
  async run(say) {
    const receiver = await start<'received', Received>('./receiver.ts')
    const paced = await start<Paced, { sent: number }>('./paced.ts')
    const program = await startProgram(['--ephemeral', '--persons', String(REQUESTS)])
    const { url } = receiver.hello
    const registrationId = await register(program, url, 64)
    const { headers, body } = await message(program)
    const late: number[] = []
    const lateBare: number[] = []
    const early: number[] = []
    const earlyBare: number[] = []
    for (let round = 0; round <= ROUNDS; round++) {
      await paced.ask({ url, headers, body, requests: REQUESTS, intervalMs: INTERVAL_MS })
      const bare = gaps((await receiver.ask('received')).times)
      await program.client.call('createSync', { body: { registrationId, intervalMs: INTERVAL_MS } })
      await over(registrationId)
      const ours = gaps((await receiver.ask('received')).times)
      say(`spacing, round ${round} of ${ROUNDS}: p99 ${quantile(ours, 0.99).toFixed(2)} ms, bare ${quantile(bare, 0.99).toFixed(2)} ms; least ${Math.min(...ours).toFixed(2)} ms`)
      if (round === 0) continue
      late.push(quantile(ours, 0.99) - INTERVAL_MS)
      lateBare.push(quantile(bare, 0.99) - INTERVAL_MS)
      early.push(Math.min(...ours) - INTERVAL_MS)
      earlyBare.push(Math.min(...bare) - INTERVAL_MS)
    }
    await Promise.all([program.stop(), receiver.stop(), paced.stop()])
    return [
      { what: `spacing at ${INTERVAL_MS} ms, p99 late`, unit: 'ms', ours: late, baseline: lateBare, target: { text: `less than ${LATE_MS} ms`, met: median(late) < LATE_MS } },
      { what: `spacing at ${INTERVAL_MS} ms, the shortest gap against it`, unit: 'ms', ours: early, baseline: earlyBare, target: { text: `no more than ${JITTER_MS} ms below the bare loop`, met: median(early.map((ms, i) => ms - (earlyBare[i] ?? NaN))) > -JITTER_MS } },
    ]

    async function over(registration: string): Promise<void> {
      // Asked while it runs, the program would spend a part of a gap on its answer: what is measured is the pace, not the looking.
      await new Promise((resolve) => setTimeout(resolve, REQUESTS * INTERVAL_MS))
      for (;;) {
        const { items } = await program.client.call('listSyncs', { query: { registrationId: registration, limit: 1 } })
        if (items[0]?.status === 'done') return idle(program)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
  },
}

const gaps = (times: readonly number[]): number[] => times.slice(1).map((time, i) => time - (times[i] ?? NaN))
