/** The least that a sender can be: a loop of undici `request` calls over kept connections. */
import { Pool } from 'undici'
import { serve } from './child.ts'

export interface Load {
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: Uint8Array
  readonly requests: number
  readonly connections: number
  /** Between the starts of two, on one connection, ms; 0: as fast as it goes. */
  readonly intervalMs: number
}

async function send({ url, headers, body, requests, connections, intervalMs }: Load): Promise<{ seconds: number }> {
  const { origin, pathname: path } = new URL(url)
  const pool = new Pool(origin, { connections, pipelining: 1 })
  let left = requests
  const begun = performance.now()
  const one = async (): Promise<void> => {
    const answer = await pool.request({ path, method: 'POST', headers, body: Buffer.from(body) })
    await answer.body.dump()
    if (answer.statusCode >= 300) throw new Error(`The receiver answered ${answer.statusCode}.`)
  }
  const loop = async (): Promise<void> => {
    while (left-- > 0) {
      const next = performance.now() + intervalMs
      await one()
      if (intervalMs > 0) await new Promise((resolve) => setTimeout(resolve, Math.ceil(next - performance.now())))
    }
  }
  await Promise.all(Array.from({ length: connections }, loop))
  const seconds = (performance.now() - begun) / 1000
  await pool.close()
  return { seconds }
}

serve<Load, { seconds: number }>({ seconds: 0 }, send)
