/**
 * Reads shell commands as their words, without running any. One character is one byte, as quoting can make bytes that are no text.
 * Of what a shell can do, it knows what copied commands are made of: quotes of every kind, line continuations, pipes and `$(printf …)`.
 */
import { EntryFault, shown, withoutLineEnds } from '../entry.ts'

export interface Command {
  readonly words: readonly string[]
  /** The one whose output it reads. */
  readonly from: Command | null
  /** Line on which it begins, from 1. */
  readonly line: number
}
/** A command, or why there is none at that line; reading goes on with the next line that is outside of quotes. */
export type Told = Command | { readonly fault: string; readonly line: number }

const ESCAPES: Readonly<Record<string, string>> = { a: '\x07', b: '\b', e: '\x1b', E: '\x1b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v', '\\': '\\', "'": "'", '"': '"', '?': '?' }

const DEEPEST = 20
const NUMERIC = /^(?:x([\da-fA-F]{1,2})|u([\da-fA-F]{1,4})|U([\da-fA-F]{1,8})|([0-7]{1,3}))/

/** @param text one character for each byte. */
export function* commands(text: string): Generator<Told, void> {
  const reader = createReader(text)
  while (!reader.atEnd()) {
    const line = reader.line()
    try {
      const command = reader.command()
      if (command.words.length > 0) yield command
    } catch (error) {
      if (!(error instanceof EntryFault)) throw error
      yield { fault: error.message, line }
      reader.skipLine()
    }
  }
}

function createReader(text: string) {
  let at = 0
  let line = 1
  let counted = 0
  /** Pipes and substitutions of the command that is read. */
  let depth = 0

  function deeper(): void {
    if (++depth > DEEPEST) throw new EntryFault(`It has more than ${DEEPEST} pipes and substitutions.`)
  }

  function lineNow(): number {
    for (; counted < at; counted++) if (text[counted] === '\n') line++
    return line
  }

  /** Up to the end of the command: a line end, `;` or `&&`, or the `)` that ends a substitution. */
  function command(from: Command | null, nested = false): Command {
    const words: string[] = []
    let began = lineNow()
    for (;;) {
      while (text[at] === ' ' || text[at] === '\t' || continues() || (text[at] === '\n' && from !== null && words.length === 0)) at += continues() || 1
      if (words.length === 0) began = lineNow()
      const char = text[at]
      if (char === '#') while (at < text.length && text[at] !== '\n') at++
      else if (char === undefined || (nested && char === ')')) return { words, from, line: began }
      else if (char === '\n' || char === '\r' || char === ';' || char === '&') {
        at++
        if (char === '&' && text[at] === '&') at++
        return { words, from, line: began }
      } else if (char === '|') {
        at++
        deeper()
        return command({ words, from, line: began }, nested)
      } else if (char === '>' || char === '<' || (/\d/.test(char) && text[at + 1] === '>')) redirect()
      else words.push(word(nested))
    }
  }

  /** Length of a line continuation here; 0: there is none. */
  function continues(): number {
    if (text[at] !== '\\') return 0
    return text[at + 1] === '\n' ? 2 : text[at + 1] === '\r' && text[at + 2] === '\n' ? 3 : 0
  }

  /** Where output goes does not matter; input from a file is not there. */
  function redirect(): void {
    if (text[at] === '<') throw new EntryFault('It reads a file, which is not part of what was given.')
    while (/[\d>&]/.test(text[at] ?? '')) at++
    while (text[at] === ' ') at++
    word(false)
  }

  function word(nested: boolean): string {
    let out = ''
    for (;;) {
      const skip = continues()
      if (skip > 0) {
        at += skip
        continue
      }
      const char = text[at]
      if (char === undefined || /[ \t\r\n;|&<>]/.test(char) || (nested && char === ')')) return out
      at++
      if (char === "'") out += until("'")
      else if (char === '"') out += doubleQuoted()
      else if (char === '$' && text[at] === "'") {
        at++
        out += dollarQuoted()
      } else if (char === '$' && text[at] === '(') out += substitution()
      else if (char === '`') throw new EntryFault('It runs a command in backticks: only $(printf …) is understood.')
      else if (char === '\\') out += text[at++] ?? ''
      else out += char
    }
  }

  function until(end: string): string {
    const close = text.indexOf(end, at)
    if (close < 0) throw unclosed(end)
    const inside = text.slice(at, close)
    at = close + 1
    return inside
  }

  function doubleQuoted(): string {
    let out = ''
    for (;;) {
      const char = text[at++]
      if (char === undefined) throw unclosed('"')
      if (char === '"') return out
      if (char === '\\') {
        const next = text[at++] ?? ''
        out += '$`"\\'.includes(next) ? next : next === '\n' ? '' : `\\${next}`
      } else if (char === '$' && text[at] === '(') out += substitution()
      else if (char === '`') throw new EntryFault('It runs a command in backticks: only $(printf …) is understood.')
      else out += char
    }
  }

  /** As bash and browsers have it: `$'it\'s \u0021 \x41 \101'`. */
  function dollarQuoted(): string {
    let out = ''
    for (;;) {
      const char = text[at++]
      if (char === undefined) throw unclosed("'")
      if (char === "'") return out
      if (char !== '\\') {
        out += char
        continue
      }
      const [whole, hex, short, long, octal] = NUMERIC.exec(text.slice(at, at + 9)) ?? []
      at += whole?.length ?? 0
      const unicode = short ?? long
      if (hex !== undefined) out += String.fromCharCode(parseInt(hex, 16))
      else if (octal !== undefined) out += String.fromCharCode(parseInt(octal, 8) & 0xff)
      else if (unicode !== undefined) out += Buffer.from(String.fromCodePoint(Math.min(parseInt(unicode, 16), 0x10ffff))).toString('latin1')
      else {
        const next = text[at++] ?? ''
        out += ESCAPES[next] ?? `\\${next}`
      }
    }
  }

  function substitution(): string {
    deeper()
    at++
    const inner = command(null, true)
    if (text[at] !== ')') throw unclosed(')')
    at++
    depth--
    return withoutLineEnds(output(inner))
  }

  return {
    atEnd: () => at >= text.length,
    line: lineNow,
    command(): Command {
      depth = 0
      return command(null)
    },
    skipLine(): void {
      const feed = text.indexOf('\n', at)
      at = feed < 0 ? text.length : feed + 1
    },
  }
}

const unclosed = (what: string): EntryFault => new EntryFault(`A ${what} is missing: the command ends in the middle.`)

/** What a command prints, one character for each byte. @throws `EntryFault` for any but `printf`, `echo` and `base64 -d`. */
export function output({ words: [name = '', ...words], from }: Command): string {
  if (name === 'printf') return formatted(words)
  if (name === 'echo') return words[0] === '-n' ? words.slice(1).join(' ') : `${words.join(' ')}\n`
  if (name === 'base64' && from && /^(-d|-D|--decode)$/.test(words[0] ?? '')) return Buffer.from(output(from), 'base64').toString('latin1')
  throw new EntryFault(`It takes the output of ${shown(name)}, and no command is run: only printf, echo and base64 -d are understood.`)
}

function formatted([format = '', ...values]: string[]): string {
  return format.replace(/\\([0-7]{1,3}|[abfnrtv\\])|%(.)/gs, (whole, escape: string | undefined, directive: string | undefined) => {
    if (directive === '%') return '%'
    if (directive === 's') return values.shift() ?? ''
    if (escape === undefined) return whole
    return /\d/.test(escape) ? String.fromCharCode(parseInt(escape, 8) & 0xff) : (ESCAPES[escape] ?? whole)
  })
}
