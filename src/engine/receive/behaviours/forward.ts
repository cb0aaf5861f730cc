import { createRealClock } from '../../clock.ts'
import { addressed } from '../../inbox-path.ts'
import { sentence, type Outgoing } from '../respond.ts'
import type { Captured } from '../wire.ts'
import type { Behave } from './behave.ts'
import { callTarget, type Reply } from './call-target.ts'
import { endToEnd } from './end-to-end.ts'

/** Sends the request on and answers with the target's answer. It is on record by then, whatever becomes of it. */
export const forward: Behave<'forward'> = async ({ to, host, within }, wire) => {
  const request = wire.captured()
  if (!request) return wire.answer(sentence(502, 'The request went from the record before it could be forwarded.'))
  const url = new URL(to)
  const path = targetPath(url, request.target)
  const headers = onward(request, host === 'target' ? url.host : null, url.host)
  // What is called lives in real time, whichever the engine's clock is.
  const clock = createRealClock()
  const startedAt = clock.precise()
  const reply: Reply = comesBack(request)
    ? { status: null, failure: { status: 508, text: `The target ${to} leads back to this inbox: the request was not forwarded again.` } }
    : await callTarget({ url, path, method: request.method, headers, body: request.body, within, maxBytes: wire.bodyBytes, signal: wire.signal })
  const { failure } = reply
  wire.forwarded({ url: `${url.origin}${path}`, headers, status: reply.status, ms: Math.round(clock.precise() - startedAt), error: failure?.text ?? null })
  return wire.answer(failure ? sentence(failure.status, `Hookwright kept this request and could not forward it. ${failure.text}`) : backward(reply, request.method))
}

/** What follows the name of the inbox goes below the target's path, its query after the target's. As it came: a URL would resolve `..` in it. */
export function targetPath(to: URL, target: string): string {
  const rest = target.slice(target.indexOf(`/${addressed(target)}`) + 1 + addressed(target).length)
  const at = rest.indexOf('?')
  const path = at < 0 ? rest : rest.slice(0, at)
  const query = [to.search.slice(1), at < 0 ? '' : rest.slice(at + 1)].filter((part) => part !== '').join('&')
  return `${path === '' ? to.pathname : to.pathname.replace(/\/$/, '') + path}${query === '' ? '' : `?${query}`}`
}

const comesBack = ({ headers, pseudonym }: Captured): boolean => headers.some(([name, value]) => name.toLowerCase() === 'via' && value.split(/[\s,]+/).includes(pseudonym))

/** The headers as they came, in order and case, but for those of the connection. `Via` is added, by which a loop is found. */
function onward({ method, headers, body, pseudonym }: Captured, host: string | null, missingHost: string): [string, string][] {
  const kept = endToEnd(headers).filter(([name]) => name.toLowerCase() !== 'expect')
  const named = kept.map(([name, value]): [string, string] => [name, host !== null && name.toLowerCase() === 'host' ? host : value])
  const has = (wanted: string): boolean => named.some(([name]) => name.toLowerCase() === wanted)
  if (!has('host')) named.unshift(['Host', missingHost])
  if (!has('content-length') && (body.length > 0 || (method !== 'GET' && method !== 'HEAD'))) named.push(['Content-Length', String(body.length)])
  return [...named, ['Via', `1.1 ${pseudonym}`]]
}

/** The answer as it came. Its length is said where the target cut it into chunks, or ended it by closing. */
function backward({ status, headers, body }: Extract<Reply, { failure?: undefined }>, method: string): Outgoing {
  const kept = endToEnd(headers)
  const said = kept.some(([name]) => name.toLowerCase() === 'content-length')
  const empty = method === 'HEAD' || status === 204 || status === 304
  return { status, headers: said || empty ? kept : [...kept, ['Content-Length', String(body.length)]], body }
}
