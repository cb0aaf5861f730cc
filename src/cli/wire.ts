import type { Body, Headers } from '#contract/common.ts'
import { visible, visibleLines } from './text.ts'

/** Characters of a body that are printed; a terminal is no place for megabytes, and --json has the bytes. */
const SHOWN = 4000

/** An HTTP message as on the wire: its first line, its headers in order and case, its body, all made visible. */
export function renderMessage(first: string, headers: Headers, body: Body): string {
  return [visible(first), ...headers.map(([name, value]) => visible(`${name}: ${value}`)), ...bodyLines(body)].join('\n')
}

function bodyLines(body: Body): string[] {
  if (body.size === 0) return []
  const bytes = Buffer.from(body.base64, 'base64')
  let text: string
  try {
    // Streaming, because the bytes may be cut in the middle of a character.
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: body.truncated })
  } catch {
    return ['', `(${body.size} bytes that are no UTF-8 text; --json has them as base64)`]
  }
  const shown = text.slice(0, SHOWN)
  const whole = shown.length === text.length && !body.truncated
  return ['', ...visibleLines(shown), ...(whole ? [] : [`(cut: ${body.size} bytes in all)`])]
}
