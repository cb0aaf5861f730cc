import type { Answered, Call, Operation } from '#contract/api.ts'
import { jsonText, parseJson } from '#contract/json-text.ts'
import { PROBLEMS, ProblemError } from '#contract/problem.ts'
import type { ProblemCode } from '#contract/problem.ts'
import { calls, type Called } from './calls.ts'

export interface ClientOptions {
  /** Origin of the control listener, such as `http://127.0.0.1:4480`. */
  readonly url: string
  readonly token: string
  /** Default: the global one. */
  readonly fetch?: typeof fetch
}

interface Extra {
  readonly signal?: AbortSignal
}
type Arguments<K extends Operation> = object extends Call<K> ? [input?: Call<K> & Extra] : [input: Call<K> & Extra]

export interface Client {
  readonly url: string
  /**
   * Calls one route of the table and answers its body; undefined where the route answers none (204), text where it is not JSON.
   * Throws `ProblemError` when the server refuses, `UnreachableError` when there is none, and the signal's reason when cancelled.
   */
  call<K extends Operation>(operation: K, ...args: Arguments<K>): Promise<Answered<K>>
  /** The same with the answer's body unread: for streams, downloads and bytes. `headers` are added to the request. */
  open<K extends Operation>(operation: K, input?: Call<K> & Extra, headers?: Record<string, string>): Promise<Response>
}

/** Nothing that speaks HTTP answers at `url`: not started, stopped meanwhile, or another address. */
export class UnreachableError extends Error {
  readonly url: string

  constructor(url: string, options?: ErrorOptions) {
    super(`Hookwright does not answer at ${url}: is it running? Start it with \`npm start\` or \`hookwright serve\`.`, options)
    this.name = 'UnreachableError'
    this.url = url
  }
}

interface AnyInput extends Extra {
  readonly params?: Record<string, unknown>
  readonly query?: Record<string, unknown>
  readonly body?: unknown
}

/** The typed way to the control API; the same for the page, the command line and tests. */
export function createClient(options: ClientOptions): Client {
  const origin = options.url.replace(/\/+$/, '')
  const send = options.fetch ?? ((...input: Parameters<typeof fetch>) => fetch(...input))

  const request = async (called: Called, input: AnyInput, headers: Record<string, string> = {}): Promise<Response> => {
    const sent = new Headers({ ...headers, authorization: `Bearer ${options.token}` })
    const init: RequestInit = { method: called.method, headers: sent, signal: input.signal ?? null, cache: 'no-store' }
    if (called.sends !== 'json' && called.sends !== undefined) {
      sent.set('content-type', called.sends)
      init.body = input.body as NonNullable<RequestInit['body']>
    } else if (called.sends) {
      sent.set('content-type', 'application/json')
      init.body = jsonText(input.body ?? {})
    }
    const address = origin + fillPath(called.path, input.params) + queryText(input.query)
    let response: Response
    try {
      response = await send(address, init)
    } catch (cause) {
      input.signal?.throwIfAborted()
      throw new UnreachableError(origin, { cause })
    }
    if (!response.ok) throw await problemOf(response, origin)
    return response
  }

  return {
    url: origin,
    open: (operation, input, headers) => request(calls[operation], input ?? {}, headers),
    async call<K extends Operation>(operation: K, ...[input]: Arguments<K>): Promise<Answered<K>> {
      const called: Called = calls[operation]
      const response = await request(called, input ?? {})
      if (called.answers === 'nothing') return undefined as Answered<K>
      return (called.answers === 'json' ? parseJson(await response.text()) : await response.text()) as Answered<K>
    },
  }
}

function fillPath(path: string, params: Record<string, unknown> = {}): string {
  return path.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = params[name]
    const text = typeof value === 'number' ? String(value) : value
    if (typeof text !== 'string' || text === '') throw new TypeError(`the path ${path} needs a value for :${name}`)
    return encodeURIComponent(text)
  })
}

/** Absent and empty values are left out: the API reads a missing parameter as "any". */
function queryText(query: Record<string, unknown> = {}): string {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    typeof value === 'string' ? (value === '' ? [] : [[name, value]]) : typeof value === 'number' || typeof value === 'boolean' ? [[name, String(value)]] : [],
  )
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

async function problemOf(response: Response, origin: string): Promise<ProblemError> {
  const text = await response.text().catch(() => '')
  try {
    const { error } = JSON.parse(text) as { error: { code: string; message: string; details?: Record<string, unknown> } }
    if (error.code in PROBLEMS) return new ProblemError(error.code as ProblemCode, error.message, error.details)
  } catch {
    // Not a problem body: something else than Hookwright answered, a proxy perhaps.
  }
  return new ProblemError('internal', `${origin} answered ${response.status} with something that is no answer of Hookwright; check the address.`, {
    status: response.status,
    body: text.slice(0, 200),
  })
}
