/** The least that a sender can be: a loop of undici `request` calls over kept connections. */
import { Pool } from 'undici'
import { serve } from './child.ts'

export interface Load {
  readonly url: string
  readonly headers: Record<string, string>
  readonly body: Uint8Array
  /** Where in the body ten digits differ from request to request. */
  readonly variesAt: number
  readonly requests: number
  readonly connections: number
}

async function send({ url, headers, body: bytes, variesAt, requests, connections }: Load): Promise<{ seconds: number }> {
  const { origin, pathname: path } = new URL(url)
  const pool = new Pool(origin, { connections, pipelining: 1 })
  let left = requests
  const body = Buffer.from(bytes)
  const begun = performance.now()
  const one = async (): Promise<void> => {
    // No two are alike, as in life: what is stored once would be stored once only.
    body.write(String(left).padStart(10, '0'), variesAt, 'latin1')
    const answer = await pool.request({ path, method: 'POST', headers, body: Buffer.from(body) })
    await answer.body.dump()
    if (answer.statusCode >= 300) throw new Error(`The receiver answered ${answer.statusCode}.`)
  }
  const loop = async (): Promise<void> => {
    while (left-- > 0) await one()
  }
  await Promise.all(Array.from({ length: connections }, loop))
  const seconds = (performance.now() - begun) / 1000
  await pool.close()
  return { seconds }
}

serve<Load, { seconds: number }>({ seconds: 0 }, send)
