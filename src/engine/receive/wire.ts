/**
 * What behaviours have in their hands: the connection of one request, down to its bytes. It keeps account of what really left.
 * A behaviour that writes bytes itself must end by `close`, `halfClose` or `reset`: the connection can't be used for another answer then.
 */
import { STATUS_CODES } from 'node:http'
import type { Answer } from '#contract/answer.ts'
import type { Headers } from '#contract/common.ts'
import type { Forwarded, SentEnd } from '#contract/inbox.ts'
import type { AnswerBytes } from '../store/captures.ts'
import type { ReceiveLimits } from './limits.ts'
import { send, type Exchange, type Outgoing } from './respond.ts'

/** Of what is written byte by byte, this much is kept on record. */
const KEPT_BYTES = 65_536
/** How much may wait to be taken by the network before more is made. */
const AHEAD_BYTES = 262_144

export interface Wire {
  /** Aborts when it is over: the peer has gone, the program stops, or a limit is reached. Then nothing more can be sent. */
  readonly signal: AbortSignal
  /** Most bytes of a body without an end. */
  readonly endlessBytes: number
  /** Most bytes of an answer that comes from elsewhere. */
  readonly bodyBytes: number
  /** The request, as it is on record; null: it has gone meanwhile. */
  captured(): Captured | null
  /** Puts on record where the request was sent on. */
  forwarded(what: Forwarded): void
  /** Why it is over. Only once `signal` has aborted. */
  why(): SentEnd
  /** A well-formed answer, after which the connection lives on. */
  answer(answer: Outgoing): Promise<SentEnd>
  /** Does this instead. */
  act(answer: Answer): Promise<SentEnd>
  interim(status: number): void
  /** Status line and headers as they are given. `put`: how the bytes are sent. */
  head(status: number, headers: Headers, put?: (bytes: Buffer) => Promise<void>): Promise<void>
  /** Bytes of a body. Resolves when there is room for more, or it is over. */
  write(bytes: Uint8Array): Promise<void>
  /** The same for bytes that belong to no body. */
  raw(bytes: Uint8Array): Promise<void>
  /** By the clock. `between`: more of the same answer is to come. */
  wait(ms: number, between?: boolean): Promise<void>
  /** Resolves when the peer has closed its side, or it is over otherwise. */
  patience(): Promise<SentEnd>
  /** The answer that somebody gives by hand; null: it is over. */
  byHand(): Promise<Answer | null>
  /** All has been written: closes. */
  done(): Promise<SentEnd>
  /** Closes before all has been written. */
  close(): Promise<SentEnd>
  halfClose(): Promise<SentEnd>
  reset(): Promise<SentEnd>
}

export interface Captured {
  readonly method: string
  readonly target: string
  readonly headers: Headers
  readonly body: Buffer
  /** Names this inbox of this workspace, among all that a request may pass through (RFC 9110, 7.6.3). */
  readonly pseudonym: string
}

export interface Account {
  readonly bytes: () => number
  readonly interim: number[]
  firstByteAt: number | null
  forwarded: Forwarded | undefined
  /** The answer as far as it left. */
  answer(): AnswerBytes | null
}

export interface WireDeps {
  readonly now: () => number
  readonly wait: (ms: number, signal: AbortSignal, between?: boolean) => Promise<void>
  readonly byHand: (signal: AbortSignal) => Promise<Answer | null>
  readonly act: (wire: Wire, answer: Answer) => Promise<SentEnd>
  readonly captured: () => Captured | null
  readonly limits: Pick<ReceiveLimits, 'endlessBytes' | 'bodyBytes'>
  /** Aborted with a `SentEnd` as its reason. */
  readonly over: AbortController
}

export function createWire(exchange: Exchange, { now, wait, byHand, act, captured, limits, over }: WireDeps): { wire: Wire; account: Account; release: () => void } {
  const { socket } = exchange.connection
  const { signal } = over
  const before = socket.bytesWritten
  let head: { status: number; headers: Headers } | null = null
  let body: Uint8Array[] = []
  let bodyBytes = 0
  let bytesAtEnd: number | null = null

  const reason = (): SentEnd => signal.reason as SentEnd
  /** Resolves with its reason. */
  const aborted = new Promise<SentEnd>((resolve) => {
    if (signal.aborted) resolve(reason())
    else signal.addEventListener('abort', () => resolve(reason()), { once: true })
  })
  const handedOver = (): number => Math.max(0, socket.bytesWritten - before - socket.writableLength)
  const gone = (): void => {
    bytesAtEnd ??= handedOver()
    over.abort('peer_closed')
  }
  const leaves = (): void => over.abort('peer_closed')
  socket.once('close', gone)
  if (socket.destroyed) gone()

  const account: Account = {
    bytes: () => bytesAtEnd ?? handedOver(),
    interim: [],
    firstByteAt: null,
    forwarded: undefined,
    answer: () => head && { ...head, body: Buffer.concat(body) },
  }

  function put(bytes: Uint8Array | string): Promise<void> {
    if (signal.aborted || !socket.writable) return Promise.resolve()
    account.firstByteAt ??= now()
    const room = socket.writableLength < AHEAD_BYTES
    const taken = new Promise<void>((resolve) => {
      socket.write(bytes, () => {
        signal.removeEventListener('abort', stop)
        resolve()
      })
      const stop = (): void => resolve()
      if (!room) signal.addEventListener('abort', stop)
    })
    return room ? Promise.resolve() : taken
  }

  function end(how: SentEnd): SentEnd {
    if (signal.aborted) return reason()
    bytesAtEnd = handedOver()
    return how
  }

  /** All that was written is with the network, or it is over. */
  const flushed = (): Promise<unknown> => Promise.race([aborted, new Promise<void>((resolve) => (socket.writable ? void socket.write('', () => resolve()) : resolve()))])

  async function finish(how: SentEnd, last: () => void): Promise<SentEnd> {
    await flushed()
    const ended = end(how)
    last()
    return ended
  }

  const wire: Wire = {
    signal,
    endlessBytes: limits.endlessBytes,
    bodyBytes: limits.bodyBytes,
    captured,
    forwarded: (what) => void (account.forwarded = what),
    why: reason,
    act: (answer) => act(wire, answer),
    async answer(answer) {
      if (signal.aborted) return reason()
      const { request, response } = exchange
      // The rest of a body that is not read is no request.
      if (!request.complete) answer = { ...answer, headers: [...answer.headers, ['Connection', 'close']] }
      head = { status: answer.status, headers: answer.headers }
      body = request.method === 'HEAD' ? [] : [answer.body]
      account.firstByteAt ??= now()
      const finished = new Promise<SentEnd>((resolve) => void response.once('finish', () => resolve('complete')))
      send(exchange, answer)
      return end(await Promise.race([finished, aborted]))
    },
    interim(status) {
      if (signal.aborted) return
      account.interim.push(status)
      void put(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n\r\n`)
    },
    head(status, headers, send = put) {
      head = { status, headers }
      return send(Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`, 'latin1'))
    },
    write(bytes) {
      if (bodyBytes < KEPT_BYTES && !signal.aborted) body.push(bytes.subarray(0, KEPT_BYTES - bodyBytes))
      bodyBytes += bytes.length
      return put(bytes)
    },
    raw: put,
    wait: (ms, between) => wait(ms, signal, between),
    patience() {
      // Whoever closes its side has stopped to wait, as far as can be told.
      if (socket.readableEnded) leaves()
      socket.off('end', leaves).once('end', leaves)
      return aborted
    },
    byHand() {
      void wire.patience()
      return byHand(signal)
    },
    done: () => finish('complete', () => socket.destroySoon()),
    close: () => finish('closed', () => socket.destroySoon()),
    async halfClose() {
      const how = await finish('half_closed', () => socket.end())
      await wire.patience()
      return how
    },
    reset: () => finish('reset', exchange.connection.reset),
  }
  return { wire, account, release: () => void socket.off('close', gone).off('end', leaves) }
}
