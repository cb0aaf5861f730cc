/**
 * Reads answers off a connection, as RFC 9112 has them, and is strict: what is not an answer to this request is named as such, at the first
 * byte that shows it. Nothing is decoded or normalised; headers keep their order and case.
 */
import type { Headers } from '#contract/common.ts'
import { framingOf, lasts } from './framing.ts'
import { NotAnAnswer } from './not-an-answer.ts'

export interface AnswerEvents {
  /** An interim answer (1xx), or the final one. */
  head(status: number, headers: Headers): void
  /** Bytes of the body, without what frames them. They are another's memory: whoever keeps them copies them. */
  data(bytes: Buffer): void
}

export interface AnswerReader {
  /** From here on it is the answer to a request with this method. */
  expect(method: string, events: AnswerEvents): void
  /** @throws `NotAnAnswer` */
  push(bytes: Buffer): void
  /** The other side sends nothing more: answers whether that completes it. */
  end(): boolean
  /** Everything came. */
  complete(): boolean
  /** Once complete: how long the connection may wait for the next request, ms; 0: not at all. */
  idleMs(): number
}

/** Most bytes of a status line, headers and trailers, those of the interim answers before it included. */
const HEAD_BYTES = 64 * 1024
/** Most bytes of a line between two chunks. */
const CHUNK_LINE_BYTES = 4096

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9]\d\d)(?: [\t\x20-\x7e\x80-\xff]*)?$/
const BEGINS = 'HTTP/1.'
const NAME = /^[\w!#$%&'*+\-.^`|~]+$/
const NOT_IN_VALUES = /[^\t\x20-\x7e\x80-\xff]/
const AROUND = /^[\t ]+|[\t ]+$/g
const CHUNK_LINE = /^([\da-f]{1,8})[ \t]*(?:;.*)?$/i

/** `line-*`: what the next line is. */
type State = 'line-status' | 'line-header' | 'line-chunk' | 'line-after-chunk' | 'line-trailer' | 'counted' | 'chunk' | 'until-end' | 'complete'

export function createAnswerReader(): AnswerReader {
  let events: AnswerEvents
  let method = ''
  let state: State = 'complete'
  /** Of a line that has not ended yet. */
  let begun = ''
  let headBytes = 0
  let version = 1
  let status = 0
  let headers: [string, string][] = []
  /** Bytes of the body, or of the chunk, that are still to come. */
  let left = 0
  let idle = 0

  /** The next line without its end, or undefined when it is not all there. `at` moves on. */
  function line(bytes: Buffer, at: number): { text: string; next: number } | undefined {
    const end = bytes.indexOf(0x0a, at)
    const part = bytes.toString('latin1', at, end === -1 ? bytes.length : end)
    if (state === 'line-chunk') {
      if (begun.length + part.length > CHUNK_LINE_BYTES) throw new NotAnAnswer(`a line between two chunks is longer than ${CHUNK_LINE_BYTES} bytes`)
    } else {
      headBytes += part.length
      if (headBytes > HEAD_BYTES) throw new NotAnAnswer(`its headers are larger than ${HEAD_BYTES / 1024} KiB`)
    }
    const text = begun === '' ? part : begun + part
    if (state === 'line-status' && !text.startsWith(BEGINS.slice(0, text.length))) throw new NotAnAnswer(`it begins with ${JSON.stringify(text.slice(0, 40))}`)
    if (end === -1) {
      begun = text
      return undefined
    }
    begun = ''
    if (!text.endsWith('\r')) throw new NotAnAnswer('a line does not end with CR LF')
    return { text: text.slice(0, -1), next: end + 1 }
  }

  function statusLine(text: string): State {
    const match = STATUS_LINE.exec(text)
    if (!match) throw new NotAnAnswer(`its status line is ${JSON.stringify(text.slice(0, 80))}`)
    version = Number(match[1])
    status = Number(match[2])
    headers = []
    return 'line-header'
  }

  function headerLine(text: string): State {
    if (text === '') return headEnd()
    headers.push(headerOf(text))
    return 'line-header'
  }

  function headEnd(): State {
    if (status === 101) throw new NotAnAnswer('it switches to another protocol')
    const framing = framingOf(method, status, headers)
    if (status >= 200) idle = framing === 'until-end' ? 0 : lasts(version, headers)
    events.head(status, headers)
    if (status < 200) return 'line-status'
    if (framing === 'chunked') return 'line-chunk'
    if (framing === 'until-end') return 'until-end'
    left = framing
    return left === 0 ? 'complete' : 'counted'
  }

  function chunkLine(text: string): State {
    const match = CHUNK_LINE.exec(text)
    if (!match) throw new NotAnAnswer(`a chunk begins with ${JSON.stringify(text.slice(0, 40))}`)
    left = parseInt(match[1] ?? '', 16)
    return left === 0 ? 'line-trailer' : 'chunk'
  }

  function lineState(text: string): State {
    switch (state) {
      case 'line-status': return statusLine(text)
      case 'line-header': return headerLine(text)
      case 'line-chunk': return chunkLine(text)
      case 'line-after-chunk':
        if (text !== '') throw new NotAnAnswer('a chunk is longer than it says')
        return 'line-chunk'
      default:
        if (text === '') return 'complete'
        headerOf(text)
        return 'line-trailer'
    }
  }

  /** Answers where what follows begins. */
  function body(bytes: Buffer, at: number): number {
    const end = state === 'until-end' ? bytes.length : Math.min(bytes.length, at + left)
    left -= end - at
    const done = state !== 'until-end' && left === 0
    if (done) state = state === 'chunk' ? 'line-after-chunk' : 'complete'
    events.data(bytes.subarray(at, end))
    return end
  }

  return {
    expect(newMethod, newEvents) {
      method = newMethod
      events = newEvents
      state = 'line-status'
      begun = ''
      headBytes = 0
    },
    push(bytes) {
      let at = 0
      while (at < bytes.length) {
        if (state === 'complete') {
          // Nobody asked for more: what comes can't be the answer to the next request.
          idle = 0
          return
        }
        if (!state.startsWith('line-')) {
          at = body(bytes, at)
          continue
        }
        const found = line(bytes, at)
        if (!found) return
        at = found.next
        state = lineState(found.text)
      }
    },
    end() {
      if (state === 'until-end') state = 'complete'
      idle = 0
      return state === 'complete'
    },
    complete: () => state === 'complete',
    idleMs: () => idle,
  }
}

function headerOf(text: string): [string, string] {
  const colon = text.indexOf(':')
  const name = text.slice(0, Math.max(0, colon))
  if (!NAME.test(name)) throw new NotAnAnswer(`a header is ${JSON.stringify(text.slice(0, 80))}`)
  return [name, valueOf(text.slice(colon + 1))]
}

function valueOf(text: string): string {
  if (NOT_IN_VALUES.test(text)) throw new NotAnAnswer('a header holds a control character')
  // Space and tab alone: `trim` would take away what a receiver may well mean.
  return text.replace(AROUND, '')
}
