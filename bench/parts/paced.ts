/** A loop that starts a request at each multiple of an interval after the one before, and watches the clock in between. */
import { Pool } from 'undici'
import { serve } from './child.ts'

export interface Paced {
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: Uint8Array
  readonly requests: number
  readonly intervalMs: number
}

async function send({ url, headers, body, requests, intervalMs }: Paced): Promise<{ sent: number }> {
  const { origin, pathname: path } = new URL(url)
  const pool = new Pool(origin, { connections: 8, pipelining: 1 })
  const answers: Promise<unknown>[] = []
  let next = performance.now()
  for (let sent = 0; sent < requests; sent++) {
    while (performance.now() < next) await new Promise((resolve) => setImmediate(resolve))
    next = performance.now() + intervalMs
    answers.push(pool.request({ path, method: 'POST', headers, body: Buffer.from(body) }).then((answer) => answer.body.dump()))
  }
  await Promise.all(answers)
  await pool.close()
  return { sent: requests }
}

serve<Paced, { sent: number }>({ sent: 0 }, send)
