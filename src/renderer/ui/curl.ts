import type { SentRequest } from '#contract/delivery.ts'
import { bytesOf } from './bytes.ts'

/** Written by the client itself: to give them would send them twice, or wrongly when the body is edited. */
const IMPLIED = new Set(['host', 'content-length', 'connection'])

/** A command that sends the same method, headers and body bytes again, for a POSIX shell. */
export function curlOf(request: SentRequest): string {
  const lines = [`curl -X ${quoted(request.method)} ${quoted(request.url)}`]
  for (const [name, value] of request.headers) if (!IMPLIED.has(name.toLowerCase())) lines.push(`-H ${quoted(`${name}: ${value}`)}`)
  if (request.body.size > 0) lines.push(`--data-binary ${bodyText(request.body.base64)}`)
  return lines.join(' \\\n  ')
}

/** One word of a POSIX shell, whatever is in it. */
export function quoted(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`
}

/** Bytes that are no text go through base64, since a shell word cannot hold them. */
function bodyText(base64: string): string {
  const bytes = bytesOf(base64)
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
    if (!text.includes('\0') && !text.startsWith('@')) return quoted(text)
  } catch {
    // Not UTF-8.
  }
  return `@<(printf %s ${base64} | base64 -d)`
}
