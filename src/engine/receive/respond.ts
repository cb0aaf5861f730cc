/** The last step of an exchange: which answer it is, and how it leaves. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Headers } from '#contract/common.ts'
import { onBreak, type Connection } from './connection.ts'

/** An answer as it goes out; node adds `Date` and `Connection`. */
export interface Outgoing {
  readonly status: number
  readonly headers: Headers
  readonly body: Buffer
}

/** A request, and all that is needed to answer it. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly connection: Connection
  /** The sender waits for `100 Continue` before it sends the body, and has not got it. */
  waits: boolean
  /** Answer to the request before it on the connection. */
  readonly previous: ServerResponse | null
}

/** RFC 9110, 8.6: no Content-Length where there can be no content. */
const hasLength = (status: number): boolean => status !== 204 && status !== 304

export function outgoing(answer: { readonly status: number; readonly headers?: Headers | undefined; readonly body?: string | undefined }): Outgoing {
  const body = Buffer.from(answer.body ?? '')
  const length: Headers = hasLength(answer.status) ? [['Content-Length', String(body.length)]] : []
  return { status: answer.status, headers: [...(answer.headers ?? []), ...length], body }
}

/** What the listener itself has to say, in one sentence. `close`: the connection is not used again. */
export function sentence(status: number, text: string, close = false): Outgoing {
  const headers: Headers = [['Content-Type', 'text/plain; charset=utf-8']]
  if (close) headers.push(['Connection', 'close'])
  return outgoing({ status, headers, body: text })
}

/** Sends an answer. A body that is still coming is let come and thrown away: closing before would reset the connection, and the answer be lost. */
export function send({ request, response, connection, waits }: Omit<Exchange, 'previous'>, answer: Outgoing): void {
  response.writeHead(answer.status, answer.headers.flat())
  if (request.complete || connection.broken || waits) {
    // Node writes head and body as two pieces, even where one is empty.
    if (answer.body.length > 0) response.end(answer.body)
    else response.end()
    return
  }
  response.write(answer.body)
  const unhook = onBreak(connection, () => {
    connection.socket.destroy()
    return true
  })
  request.resume()
  request.once('close', () => {
    unhook()
    response.end()
  })
}
