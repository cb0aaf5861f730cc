/** A request on its way out of the store or into it, whatever it is written as. */
import type { Headers } from '#contract/common.ts'
import { originFrom } from '#contract/curl.ts'
import type { Imported } from '#contract/inbox.ts'
import type { Verdict } from '#contract/verdict.ts'

export interface Entry {
  /** `capture`: an inbox received it. `request`: it was sent, or seen by another program. */
  readonly kind: 'capture' | 'request'
  readonly id: string | null
  /** Name of the inbox that it was received by. */
  readonly inboxName: string | null
  /** When it came or was sent, ms. */
  readonly at: number
  readonly durationMs: number
  readonly peer: string
  readonly method: string
  /** Scheme and authority that it was sent to, where that is known. */
  readonly origin: string | null
  /** As on the request line; one character is one byte, here and in header values. */
  readonly target: string
  readonly httpVersion: string
  readonly headers: Headers
  readonly body: Buffer
  readonly answer: { readonly status: number; readonly headers: Headers; readonly body: Buffer } | null
  readonly verdict: Verdict | null
  readonly fault: string | null
  readonly imported: Imported | null
}

/** What a file has at least of a request; the rest is as for one of which nothing more is known. */
export type Known = Pick<Entry, 'at' | 'method' | 'target' | 'headers' | 'body'> & Partial<Entry>

/** One body that is imported; beyond, the entry is refused. */
const BODY_BYTES = 32 * 2 ** 20
const HEADER_BYTES = 256 * 2 ** 10
const TOKEN = /^[\w!#$%&'*+.^`|~-]+$/

/** An entry of a file that cannot be imported; the others can. The message says what is wrong with which value. */
export class EntryFault extends Error {
  override readonly name = 'EntryFault'
}

/** @throws `EntryFault` for what HTTP could not have carried, or the store should not. */
export function entry(known: Known): Entry {
  const { method, target, body, at } = known
  if (!TOKEN.test(method) || method.length > 100) throw new EntryFault(`${shown(method)} is no method of HTTP.`)
  if (target === '' || /[\0- \x7f]/.test(target) || target.length > HEADER_BYTES) throw new EntryFault(`${shown(target)} is no target of a request.`)
  if (!Number.isFinite(at) || Math.abs(at) > 8.64e15) throw new EntryFault('It has no time that can be read.')
  if (body.length > BODY_BYTES) throw new EntryFault(`Its body has ${body.length} bytes: ${BODY_BYTES} are taken at most.`)
  const answer = known.answer ?? null
  if (answer && (!Number.isInteger(answer.status) || answer.status < 100 || answer.status > 999)) throw new EntryFault(`${shown(String(answer.status))} is no status of an answer.`)
  const httpVersion = known.httpVersion ?? '1.1'
  if (!/^\d(\.\d)?$/.test(httpVersion)) throw new EntryFault(`${shown(httpVersion)} is no version of HTTP.`)
  return {
    kind: 'request', id: null, inboxName: null, durationMs: 0, peer: '', origin: null, verdict: null, fault: null, imported: null,
    ...known,
    httpVersion,
    at: Math.trunc(at),
    target: bytewise(target),
    headers: checked(known.headers),
    answer: answer && { ...answer, headers: checked(answer.headers) },
  }
}

function checked(headers: Headers): Headers {
  let size = 0
  return headers.map(([name, value]): [string, string] => {
    if (!TOKEN.test(name)) throw new EntryFault(`${shown(name)} is no name of a header.`)
    if (/[\0\r\n]/.test(value)) throw new EntryFault(`The value of ${shown(name)} has a line end or a NUL in it.`)
    const bytes = trimmed(bytewise(value))
    size += name.length + bytes.length
    if (size > HEADER_BYTES) throw new EntryFault(`Its headers have more than ${HEADER_BYTES} bytes.`)
    return [name, bytes]
  })
}

/** Text with characters that are no bytes is what UTF-8 made of them. */
export const bytewise = (text: string): string => (/[^\0-\xff]/.test(text) ? Buffer.from(text).toString('latin1') : text)

/** Without the space that HTTP allows around a value; other characters that count as space elsewhere are bytes of it. */
export function trimmed(text: string): string {
  // By hand: a regular expression takes minutes for a million spaces.
  let [from, to] = [0, text.length]
  while (text[from] === ' ' || text[from] === '\t') from++
  while (to > from && (text[to - 1] === ' ' || text[to - 1] === '\t')) to--
  return text.slice(from, to)
}

/** Without the line feeds at its end. */
export function withoutLineEnds(text: string): string {
  let to = text.length
  while (text[to - 1] === '\n') to--
  return text.slice(0, to)
}

/** A value of a file in a message: short, and on one line. */
export const shown = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text)

/** Whether a header of that name is there. */
export const hasHeader = (headers: Headers, name: string): boolean => headers.some(([n]) => n.toLowerCase() === name)
export const headerOf = (headers: Headers, name: string): string | undefined => headers.find(([n]) => n.toLowerCase() === name)?.[1]

/** Origin and target of a URL as it was written: nothing is normalised. */
export function splitUrl(url: string): { origin: string | null; target: string } {
  const [, origin, rest = url] = /^(https?:\/\/[^/?#\s]+)(.*)$/is.exec(url) ?? []
  const target = rest.replace(/#.*$/s, '')
  return { origin: origin ?? null, target: origin === undefined || target.startsWith('/') ? target : `/${target}` }
}

export const authorityOf = (origin: string): string => origin.replace(/^https?:\/\//i, '')

/** A header that is missing where HTTP/1.1 must have it: formats of HTTP/2 and of commands leave it to the URL. */
export const withHost = (headers: Headers, origin: string | null): Headers =>
  origin === null || hasHeader(headers, 'host') ? headers : [['Host', authorityOf(origin)], ...headers]

/** The origin that a request went to: where that is not known, what its Host says, else `base`. */
export const originOf = ({ origin, headers }: Entry, base: string): string => origin ?? originFrom(headers, base)
