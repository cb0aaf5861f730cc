/** What the inbox listener takes from strangers before it says no. */
export interface ReceiveLimits {
  /** Bytes of one body; beyond, the request is cut off and answered 413. Default 10 MiB. */
  readonly bodyBytes: number
  /** Bytes of all bodies that are being received at one time; beyond, 503. Default 256 MiB. */
  readonly heldBytes: number
  /** Bytes of request line and headers; beyond, 431. Default 64 KiB. */
  readonly headerBytes: number
  /** Milliseconds until the headers are there, else 408; before them a TLS handshake has as many. Default 15 s. */
  readonly headersMs: number
  /** Milliseconds until the whole request is there, else 408. Default 2 min. */
  readonly requestMs: number
  /** Milliseconds that a connection may stay open between two requests. Default 15 s. */
  readonly keepAliveMs: number
  /** Milliseconds without a byte in either direction, such as of a reader that does not read its answer. Default 3 min. */
  readonly silenceMs: number
  /** Open connections, and as many over TLS; one more is closed at once. Default 1000. */
  readonly connections: number
  /** Milliseconds of real time that an answer may keep its request waiting: hanging, held, delayed, without an end. Default 1 h. */
  readonly openMs: number
  /** Bytes of a body without an end. Default 1 GiB. */
  readonly endlessBytes: number
  /** Milliseconds that `stop` waits for what is in flight. Default 5 s. */
  readonly stopMs: number
}

export const DEFAULT_LIMITS: ReceiveLimits = {
  bodyBytes: 10 * 2 ** 20,
  heldBytes: 256 * 2 ** 20,
  headerBytes: 64 * 2 ** 10,
  headersMs: 15_000,
  requestMs: 120_000,
  keepAliveMs: 15_000,
  silenceMs: 180_000,
  connections: 1000,
  openMs: 3_600_000,
  endlessBytes: 2 ** 30,
  stopMs: 5_000,
}
