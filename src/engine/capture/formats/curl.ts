/** curl commands: as they are pasted from browsers, documents and terminals, and as we write them. Nothing is run, no file is read. */
import type { Headers } from '#contract/common.ts'
import { curlCommand } from '#contract/curl.ts'
import { EntryFault, authorityOf, entry, originOf, shown, splitUrl, type Entry } from '../entry.ts'
import { itemOf, type Item, type Read, type Write } from '../format.ts'
import { curlOptions, headersOf, type CurlOptions } from './curl-options.ts'
import { commands, output, type Command } from './shell-words.ts'

export const readCurl: Read = function* (bytes, { now }): Generator<Item, void> {
  for (const told of commands(bytes.toString('latin1'))) {
    const at = `line ${told.line}`
    yield 'fault' in told ? { at, fault: told.fault } : itemOf(at, () => fromCurl(told, now))
  }
}

function fromCurl(command: Command, now: number): Entry {
  const [name = '', ...words] = command.words[0] === '$' ? command.words.slice(1) : command.words
  if (name !== 'curl' && !name.endsWith('/curl')) throw new EntryFault(`${shown(name)} is not curl.`)
  const options = curlOptions(words)
  if (options.url === null) throw new EntryFault('It has no URL.')
  const url = options.url.includes('://') ? options.url : `http://${options.url}`
  const { origin, target } = splitUrl(url)
  if (origin === null) throw new EntryFault(`${shown(options.url)} is no URL of HTTP.`)
  const host = origin.replace(/^(https?:\/\/)[^/]*@/i, '$1')
  const sent = dataOf(options, command)
  const query = options.get && sent !== null ? `${target.includes('?') ? '&' : '?'}${sent}` : ''
  const body = options.get ? null : sent
  return entry({
    at: now,
    method: options.method ?? (options.head ? 'HEAD' : body === null ? 'GET' : 'POST'),
    origin: host,
    target: options.target ?? (target === '' ? '/' : target) + query,
    httpVersion: options.httpVersion,
    headers: headersOf(options.headers, ownHeaders(options, body, host)),
    body: Buffer.from(body ?? '', 'latin1'),
  })
}

/** Pieces of `--data` are joined as a form is; those of `--json` are not. Null: there are none. */
function dataOf({ data, isJson }: CurlOptions, { from }: Command): string | null {
  if (data.length === 0) return null
  return data
    .map((piece) => {
      if (piece !== null) return piece
      if (from === null) throw new EntryFault('It reads its body from standard input, which is not part of the command.')
      return output(from)
    })
    .join(isJson ? '' : '&')
}

/** What curl adds and can be told from the command. Its own name and version cannot. */
function ownHeaders({ isJson, user, headers }: CurlOptions, body: string | null, origin: string): Headers {
  const own: Headers = [['Host', authorityOf(origin)]]
  if (user !== null) own.push(['Authorization', `Basic ${Buffer.from(user, 'latin1').toString('base64')}`])
  if (isJson) own.push(['Accept', 'application/json'])
  if (body === null) return own
  own.push(['Content-Type', isJson ? 'application/json' : 'application/x-www-form-urlencoded'])
  if (!headers.some((header) => /^transfer-encoding\s*:\s*\S/i.test(header))) own.push(['Content-Length', String(body.length)])
  return own
}

export const writeCurl: Write = async function* (entries, { base }) {
  yield '#!/bin/sh\n'
  for await (const one of entries) yield `\n# ${one.id ?? one.kind}, ${new Date(one.at).toISOString()}\n${curlCommand({ ...one, origin: originOf(one, base) })}\n`
}
