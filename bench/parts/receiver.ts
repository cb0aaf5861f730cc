/** The least that a receiver can be: bare node:http that reads the body and answers 204. Notes when each request came. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { serve } from './child.ts'

export interface Received {
  readonly url: string
  readonly count: number
  /** Since the last question, ms with fractions. */
  readonly times: readonly number[]
}

let count = 0
let times: number[] = []
const server = createServer((request, response) => {
  times.push(performance.now())
  request.resume()
  request.once('end', () => {
    count++
    response.writeHead(204).end()
  })
})
server.keepAliveTimeout = 60_000
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`

const received = (): Received => {
  const since = times
  times = []
  return { url, count, times: since }
}
serve<'received', Received>(received(), received)
