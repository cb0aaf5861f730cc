import type { z } from 'zod'
import { parseJson } from '#contract/json-text.ts'
import type { LiveMessage } from '#contract/live.ts'
import { ProblemError } from '#contract/problem.ts'
import { UnreachableError } from './http.ts'
import type { Client } from './http.ts'
import { createSseReader } from './sse.ts'

type Data<K extends keyof typeof LiveMessage> = z.output<(typeof LiveMessage)[K]>
/** A message of the feed under its `event:` name. */
export type LiveEvent = { [K in keyof typeof LiveMessage]: { readonly event: K; readonly data: Data<K> } }[keyof typeof LiveMessage]

/** `connecting`: a request is out. `open`: the first message has come. `lost`: waiting before the next try. */
export type LiveState = 'connecting' | 'open' | 'lost'

export interface FollowOptions {
  readonly signal: AbortSignal
  /** Resume after this change (`<workspace>.<seq>`); default: start with what changes from now on. */
  readonly lastEventId?: string
  readonly onState?: (state: LiveState, cause?: unknown) => void
  /** A connection that brings nothing for this long, not even the server's sign of life every 15 s, is given up. Milliseconds. */
  readonly silenceMs?: number
  /** Wait before the n-th try after a loss, in milliseconds; the last one repeats. */
  readonly retryDelaysMs?: readonly number[]
}

const SILENCE_MS = 45_000
const RETRY_DELAYS_MS = [100, 250, 500, 1000, 2000, 5000] as const

/**
 * The changes feed for as long as the signal allows. A lost connection is taken up again after the last change that was seen, so that
 * nothing is missed; `hello` with `reset` tells the one case where it could be. Ends when aborted; throws `ProblemError` when
 * the server refuses for good (a wrong token).
 */
export async function* followLive(client: Client, options: FollowOptions): AsyncGenerator<LiveEvent, void, undefined> {
  const { signal, onState } = options
  const delays = options.retryDelaysMs ?? RETRY_DELAYS_MS
  let lastId = options.lastEventId ?? ''
  let losses = 0

  while (!signal.aborted) {
    onState?.('connecting')
    let cause: unknown
    const watch = watchSilence(options.silenceMs ?? SILENCE_MS)
    try {
      const response = await client.open('getLive', { signal: AbortSignal.any([signal, watch.signal]) }, lastId === '' ? {} : { 'last-event-id': lastId })
      if (!response.body) throw new TypeError('the changes feed has no body')
      const read = createSseReader(lastId)
      for await (const text of chunks(response.body, signal)) {
        watch.heard()
        for (const message of read(text)) {
          if (!isKnown(message.event)) continue
          if (message.event === 'hello') {
            losses = 0
            onState?.('open')
          }
          yield eventOf(message.event, message.data)
          // Only now has it been dealt with: a follower that stops inside a message gets it again.
          lastId = message.id
        }
      }
    } catch (error) {
      if (signal.aborted) return
      if (!isPassing(error)) throw error
      cause = error
    } finally {
      watch.stop()
    }
    if (signal.aborted) return
    onState?.('lost', cause)
    await pause(delays[Math.min(losses++, delays.length - 1)] ?? 0, signal)
  }
}

/** The server's own words, typed by the contract; it is of the same version as this client, so they are not parsed again. */
function eventOf(event: LiveEvent['event'], text: string): LiveEvent {
  const data = parseJson(text)
  return { event, data } as LiveEvent
}

function isKnown(event: string): event is LiveEvent['event'] {
  return event === 'hello' || event === 'changes' || event === 'status'
}

/** Worth another try: no answer, a connection cut while reading, a server that is stopping. */
function isPassing(error: unknown): boolean {
  if (error instanceof ProblemError) return error.status >= 500
  return error instanceof UnreachableError || error instanceof TypeError || error instanceof DOMException
}

/** Notices a connection that has silently gone, as one does through a sleeping machine or a tunnel. */
function watchSilence(ms: number) {
  const silence = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  const heard = () => {
    clearTimeout(timer)
    timer = setTimeout(() => silence.abort(new DOMException(`nothing came for ${ms} ms`, 'TimeoutError')), ms)
  }
  heard()
  return { signal: silence.signal, heard, stop: () => clearTimeout(timer) }
}

async function* chunks(body: ReadableStream<Uint8Array>, signal: AbortSignal): AsyncGenerator<string, void, undefined> {
  const decoder = new TextDecoder()
  const reader = body.getReader()
  try {
    while (!signal.aborted) {
      const { done, value } = await reader.read()
      if (done) return
      yield decoder.decode(value, { stream: true })
    }
  } finally {
    // Tells the server to stop sending when the follower is done before the stream is.
    await reader.cancel().catch(() => undefined)
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const stop = () => {
      clearTimeout(timer)
      resolve()
    }
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop)
      resolve()
    }, ms)
    signal.addEventListener('abort', stop, { once: true })
  })
}
