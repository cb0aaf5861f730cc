export type JsonToken = { readonly kind: 'key' | 'string' | 'number' | 'word' | 'plain'; readonly text: string }

const PATTERN = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|\b(true|false|null)\b/g

/** Cuts JSON text into what is coloured alike. Text that is no JSON comes out whole, just with fewer colours. */
export function jsonTokens(text: string): JsonToken[] {
  const out: JsonToken[] = []
  let from = 0
  for (const match of text.matchAll(PATTERN)) {
    if (match.index > from) out.push({ kind: 'plain', text: text.slice(from, match.index) })
    const [whole, string, colon, number] = match
    if (string !== undefined && colon !== undefined) out.push({ kind: 'key', text: string }, { kind: 'plain', text: colon })
    else out.push({ kind: string !== undefined ? 'string' : number !== undefined ? 'number' : 'word', text: whole })
    from = match.index + whole.length
  }
  if (from < text.length) out.push({ kind: 'plain', text: text.slice(from) })
  return out
}

/**
 * JSON indented for reading, without reading it: numbers, duplicate keys and escapes stay as they were sent, which parsing and
 * writing again would not promise. Null when it is not JSON.
 */
export function prettyJson(text: string): string | null {
  try {
    JSON.parse(text)
  } catch {
    return null
  }
  let out = ''
  let depth = 0
  const line = () => `\n${'  '.repeat(depth)}`
  for (const match of text.matchAll(/"(?:[^"\\]|\\.)*"|[{[]\s*[}\]]|[{}[\],:]|[^\s{}[\],:"]+/g)) {
    const token = match[0]
    if (token.length > 1 && (token[0] === '{' || token[0] === '[')) out += token[0] + (token.at(-1) ?? '')
    else if (token === '{' || token === '[') {
      depth++
      out += token + line()
    } else if (token === '}' || token === ']') {
      depth--
      out += line() + token
    } else if (token === ',') out += token + line()
    else out += token === ':' ? ': ' : token
  }
  return out
}
