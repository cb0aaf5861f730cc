/** One message of a server-sent event stream. */
export interface SseMessage {
  readonly event: string
  readonly data: string
  /** Id of the newest message that had one; empty before the first. */
  readonly id: string
}

/**
 * Reads `text/event-stream` as the HTML standard parses it (section 9.2.6), except `retry`, which is the follower's own business.
 * The answered function takes the text as it arrives, cut anywhere, and answers the messages that it completes.
 */
export function createSseReader(lastId = ''): (chunk: string) => SseMessage[] {
  let rest = ''
  let id = lastId
  let event = ''
  let data: string[] = []
  let started = false

  return (chunk) => {
    const done: SseMessage[] = []
    let text = rest + chunk
    if (!started && text.length > 0) {
      started = true
      if (text.startsWith('\uFEFF')) text = text.slice(1)
    }
    let from = 0
    for (;;) {
      const end = nextLineEnd(text, from)
      if (end === undefined) break
      const line = text.slice(from, end.at)
      from = end.next
      if (line !== '') {
        const colon = line.indexOf(':')
        const name = colon === -1 ? line : line.slice(0, colon)
        const value = colon === -1 ? '' : line.slice(colon + (line[colon + 1] === ' ' ? 2 : 1))
        if (name === 'data') data.push(value)
        else if (name === 'event') event = value
        else if (name === 'id' && !value.includes('\0')) id = value
        continue
      }
      if (data.length > 0) done.push({ event: event || 'message', data: data.join('\n'), id })
      event = ''
      data = []
    }
    rest = text.slice(from)
    return done
  }
}

/** A carriage return at the very end may be half of CRLF: it waits for what follows. */
function nextLineEnd(text: string, from: number): { at: number; next: number } | undefined {
  for (let at = from; at < text.length; at++) {
    const char = text.charCodeAt(at)
    if (char === 10) return { at, next: at + 1 }
    if (char !== 13) continue
    if (at + 1 === text.length) return undefined
    return { at, next: text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1 }
  }
  return undefined
}
