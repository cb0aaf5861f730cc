/** One HTTP call to the target of a forward, bounded in time and size; what came of it is a value. Redirects are passed on, not followed. */
import { request as httpRequest, validateHeaderValue, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { Headers } from '#contract/common.ts'
import { createRealClock } from '../../clock.ts'

export interface TargetCall {
  /** Scheme, host and port of it are used. */
  readonly url: URL
  readonly path: string
  readonly method: string
  readonly headers: Headers
  readonly body: Buffer
  /** Real milliseconds for the whole answer. */
  readonly within: number
  /** Most bytes of its body. */
  readonly maxBytes: number
  /** Nobody waits for it any more. */
  readonly signal: AbortSignal
}

/** The answer of the target; or why there is none that can be passed on, and what the sender is answered instead. */
export type Reply =
  | { readonly status: number; readonly headers: Headers; readonly body: Buffer; readonly failure?: undefined }
  | { readonly status: number | null; readonly failure: { readonly status: number; readonly text: string } }

const HEADER_BYTES = 64 * 1024

export function callTarget({ url, path, method, headers, body, within, maxBytes, signal }: TargetCall): Promise<Reply> {
  return new Promise((resolve) => {
    const time = createRealClock()
    let status: number | null = null
    const fail = (answer: number, text: string): void => over({ status, failure: { status: answer, text } })
    const lift = time.at(time.now() + within, () => fail(504, status === null ? `${url.origin} has not answered within ${within / 1000} s.` : `The answer of ${url.origin} was not complete after ${within / 1000} s.`))
    const gone = (): void => fail(502, 'The sender has gone.')
    signal.addEventListener('abort', gone)
    let call: ReturnType<typeof httpRequest> | undefined
    const over = (reply: Reply): void => {
      lift()
      signal.removeEventListener('abort', gone)
      resolve(reply)
      call?.destroy()
    }
    const broken = (error: Error): void => fail(502, wordsOf(error, url.origin, status !== null))
    try {
      // A connection of its own: an old one may be closed by the target just when it is used again.
      call = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, { path, method, headers: headers.flat(), agent: false, maxHeaderSize: HEADER_BYTES })
    } catch (error) {
      return broken(error as Error)
    }
    call.on('error', broken)
    call.on('upgrade', () => fail(502, `${url.origin} wants to speak another protocol.`))
    call.on('response', (answer) => {
      status = answer.statusCode ?? 0
      const wrong = unfit(answer)
      if (wrong !== null) return fail(502, `${url.origin} did not answer in valid HTTP: ${wrong}`)
      const chunks: Buffer[] = []
      let size = 0
      answer.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > maxBytes) fail(502, `The answer of ${url.origin} is larger than ${maxBytes} bytes.`)
        else chunks.push(chunk)
      })
      answer.on('error', broken)
      answer.on('end', () => over({ status: answer.statusCode ?? 0, headers: pairs(answer.rawHeaders), body: Buffer.concat(chunks) }))
    })
    call.end(body)
  })
}

/** Why an answer that was parsed can't be written again; null: it can. */
function unfit({ statusCode = 0, rawHeaders }: IncomingMessage): string | null {
  if (statusCode < 200 || statusCode > 599) return `its status is ${statusCode}.`
  try {
    for (const [name, value] of pairs(rawHeaders)) validateHeaderValue(name, value)
    return null
  } catch (error) {
    return `${error instanceof Error ? error.message : String(error)}.`
  }
}

function pairs(raw: readonly string[]): [string, string][] {
  return Array.from({ length: raw.length >> 1 }, (_, at) => [raw[2 * at] ?? '', raw[2 * at + 1] ?? ''])
}

function wordsOf(error: NodeJS.ErrnoException, origin: string, answered: boolean): string {
  const { code = '', message } = error
  const why = `${message}${code === '' || message.includes(code) ? '' : ` (${code})`}`
  if (code === 'ECONNREFUSED') return `Nobody listens at ${origin}: is the target running? (ECONNREFUSED)`
  if (code.startsWith('HPE_')) return `${origin} did not answer in valid HTTP: ${why}.`
  if (code === 'ECONNRESET') return `${origin} closed the connection ${answered ? 'within its answer' : 'before it had answered'}: ${why}.`
  if (/CERT|^UNABLE_TO_/.test(code)) return `${origin} shows a certificate that is not trusted here: ${why}. Start Hookwright with NODE_EXTRA_CA_CERTS to trust it.`
  return `${origin} could not be called: ${why}.`
}
