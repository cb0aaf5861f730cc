/** Captures per second, each durable before it is answered, against a bare server that reads the body and answers; same load. */
import { start } from './parts/child.ts'
import { median, ratios, type Bench } from './parts/figures.ts'
import type { Load } from './parts/load.ts'
import { SECRET, message, register } from './parts/members.ts'
import { startProgram } from './parts/program.ts'
import type { Received } from './parts/receiver.ts'

const ROUNDS = 7
const REQUESTS = 20_000
const CONNECTIONS = 64
const TARGET = 0.5

export const receiving: Bench = {
  name: 'receiving',
  async run(say) {
    const receiver = await start<'received', Received>('./receiver.ts')
    const load = await start<Load, { seconds: number }>('./load.ts')
    const program = await startProgram()
    await register(program, receiver.hello.url, CONNECTIONS)
    const { headers, body, variesAt } = await message(program)
    const inbox = async (name: string, verify: { scheme: string; secret: string } | null): Promise<string> => {
      const made = await program.client.call('createInbox', { body: { name, verify, respond: [{ status: 204 }] } })
      return made.url ?? ''
    }
    const urls = [receiver.hello.url, await inbox('plain', null), await inbox('verified', { scheme: 'members', secret: SECRET })]
    const rates: number[][] = urls.map(() => [])
    for (let round = 0; round <= ROUNDS; round++) {
      for (const [i, url] of urls.entries()) {
        const { seconds } = await load.ask({ url, headers, body, variesAt, requests: REQUESTS, connections: CONNECTIONS })
        if (round > 0) rates[i]?.push(REQUESTS / seconds)
        say(`receiving, round ${round} of ${ROUNDS}, ${url}: ${Math.round(REQUESTS / seconds)}/s`)
      }
    }
    const { captures } = await program.client.call('getStatus')
    const sent = (ROUNDS + 1) * REQUESTS * 2
    if (captures !== sent) throw new Error(`${captures} of ${sent} requests are on record.`)
    await Promise.all([program.stop(), receiver.stop(), load.stop()])
    const [baseline = [], plain = [], verified = []] = rates
    return [
      { what: `receiving, ${body.length} bytes`, unit: '/s', ours: plain, baseline, target: { text: `at least ${TARGET}`, met: median(ratios(plain, baseline)) >= TARGET } },
      { what: 'receiving and verifying (Members)', unit: '/s', ours: verified, baseline },
    ]
  },
}
