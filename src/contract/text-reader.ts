/** Reads the words, quoted texts and bars that scripts are written in. */
import { bytesValue } from './quantity-text.ts'

/** What is wrong with a text, and at which character. */
export class TextError extends Error {
  override readonly name = 'TextError'
  readonly at: number

  constructor(at: number, message: string) {
    super(message)
    this.at = at
  }
}

/** Longest text that is read, characters. */
const LONGEST = 200_000
const WORD = /[^\s"|:]+/y
const SPACE = /\s*/y
const QUOTED = /"(?:[^"\\]|\\.)*"/y

/** A text in quotes, as JSON has it. */
export const quoted = (text: string): string => JSON.stringify(text)

export class Reader {
  at = 0
  readonly text: string

  constructor(text: string) {
    this.text = text
    if (text.length > LONGEST) throw new TextError(LONGEST, `The text is longer than ${LONGEST} characters.`)
    this.#skip()
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at
    return pattern.exec(this.text)?.[0]
  }

  #skip(): void {
    this.at += this.#match(SPACE)?.length ?? 0
  }

  #take(part: string): string {
    this.at += part.length
    this.#skip()
    return part
  }

  done = (): boolean => this.at >= this.text.length
  /** Here, or before a bar or colon. */
  ends = (): boolean => this.done() || this.text[this.at] === '|' || this.text[this.at] === ':'
  peek = (): string | undefined => this.#match(WORD)
  /** What was read since `at`. */
  from = (at: number): string => this.text.slice(at, this.at).trim()
  error = (message: string): TextError => new TextError(this.at, `${message} (at character ${this.at + 1})`)

  /** Takes this mark when it comes next. */
  takes(mark: '|' | ':'): boolean {
    if (this.text[this.at] !== mark) return false
    this.#take(mark)
    return true
  }

  /** @throws TextError, all of these, when something else than `wanted` comes. */
  word(wanted: string): string {
    const word = this.#match(WORD)
    if (word === undefined) throw this.error(`${wanted[0]?.toUpperCase()}${wanted.slice(1)} is missing.`)
    return this.#take(word)
  }

  number(wanted: string): number {
    const word = this.word(wanted)
    if (!/^[+-]?\d{1,10}$/.test(word)) throw this.error(`"${word}" is no number: ${wanted} is wanted.`)
    return Number(word)
  }

  bytes(wanted: string): number {
    const word = this.word(wanted)
    const value = bytesValue(word)
    if (value === undefined) throw this.error(`"${word}" is no number of bytes: ${wanted} is wanted.`)
    return value
  }

  /** In quotes. */
  quotedText(wanted: string): string {
    const part = this.#match(QUOTED)
    if (part === undefined) throw this.error(`${wanted[0]?.toUpperCase()}${wanted.slice(1)} is missing: write it in double quotes.`)
    try {
      const value = JSON.parse(part) as string
      this.#take(part)
      return value
    } catch {
      throw this.error(`${part} is not written as JSON writes a text.`)
    }
  }

  /** A text in quotes, a number, true, false or null. */
  scalar(): string | number | boolean | null {
    if (this.text[this.at] === '"') return this.quotedText('a text')
    const word = this.word('a value')
    if (!/^(-?\d+(\.\d+)?(e[+-]?\d+)?|true|false|null)$/i.test(word)) throw this.error(`"${word}" is no value: write a text in double quotes, a number, true, false or null.`)
    return JSON.parse(word) as number | boolean | null
  }

  /** `"Name: value"`. */
  header(): [string, string] {
    const line = this.quotedText('a header such as "Retry-After: 5"')
    const at = line.indexOf(':')
    if (at < 1) throw this.error(`"${line}" is no header: write "Name: value".`)
    return [line.slice(0, at), line.slice(at + 1).trim()]
  }
}
