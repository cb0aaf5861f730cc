/** Pure: how long an answer's body is, and whether its connection can be used again. */
import type { Headers } from '#contract/common.ts'
import { NotAnAnswer } from './not-an-answer.ts'

/** Bytes; or where the body says itself where it ends. */
export type Framing = number | 'chunked' | 'until-end'

/** Where a receiver does not say how long it waits for another request, ms. */
const IDLE_MS = 4_000
const LONGEST_IDLE_MS = 600_000
/** It may stop waiting while the next request is on its way: we stop that much earlier, ms. */
const MARGIN_MS = 2_000

const has = (headers: Headers, name: string): string[] => {
  const values: string[] = []
  for (const [given, value] of headers) if (given.length === name.length && given.toLowerCase() === name) values.push(value)
  return values
}

/**
 * RFC 9112, 6.3.
 * @throws `NotAnAnswer` where it contradicts itself: guessing is how one answer is taken for two.
 */
export function framingOf(method: string, status: number, headers: Headers): Framing {
  const lengths = has(headers, 'content-length')
  const codings = has(headers, 'transfer-encoding')
  const [length] = lengths
  if (lengths.length > 1) throw new NotAnAnswer('it has more than one Content-Length')
  if (length !== undefined && !/^\d{1,15}$/.test(length)) throw new NotAnAnswer(`its Content-Length is ${JSON.stringify(length.slice(0, 40))}`)
  if (length !== undefined && codings.length > 0) throw new NotAnAnswer('it has both a Content-Length and a Transfer-Encoding')
  if (method === 'HEAD' || status < 200 || status === 204 || status === 304) return 0
  if (codings.length > 0) return /(?:^|,)[ \t]*chunked$/i.test(codings.at(-1) ?? '') ? 'chunked' : 'until-end'
  return length === undefined ? 'until-end' : Number(length)
}

/** How long a connection may wait for its next request after this answer, ms; 0: it ends. @param version the minor one. */
export function lasts(version: number, headers: Headers): number {
  const tokens = has(headers, 'connection').join(',').toLowerCase().split(',').map((token) => token.trim())
  if (tokens.includes('close') || (version === 0 && !tokens.includes('keep-alive'))) return 0
  const hint = /(?:^|[ ,;])timeout=(\d{1,9})/i.exec(has(headers, 'keep-alive').join(','))?.[1]
  return hint === undefined ? IDLE_MS : Math.min(LONGEST_IDLE_MS, Math.max(0, Number(hint) * 1000 - MARGIN_MS))
}
