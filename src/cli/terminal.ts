import { styleText } from 'node:util'
import type { WriteStream } from 'node:tty'
import { cut } from './text.ts'

export type Tone = 'good' | 'bad' | 'warn' | 'quiet' | 'strong' | 'plain'
export type Paint = (tone: Tone, text: string) => string

const STYLES = { good: 'green', bad: 'red', warn: 'yellow', quiet: 'dim', strong: 'bold' } as const

/** How much is said: everything, made for reading; `compact`: one line each, with tabs between values, for programs that are no JSON readers; `quiet`: names alone. */
export type Mode = 'interactive' | 'compact' | 'quiet'

/** Where a command writes. Text from outside has gone through `visible` before it gets here. */
export interface Terminal {
  /** A line, or several, on stdout: the answer. */
  print(text: string): void
  /** A line on stderr: remarks, so that stdout holds the answer alone. A quiet one says nothing. */
  note(text: string): void
  /** The same for what went wrong, which is always said. */
  alarm(text: string): void
  /** The line on stderr that is written over: how far long work is. Only where somebody looks at it; `null` takes it away. */
  progress(line: string | null): void
  mode: Mode
  /** Columns of stdout; Infinity where it is no terminal, so that nothing is cut on its way into a file or a pipe. */
  readonly width: number
  /** Colours for stdout, none where it is no terminal or NO_COLOR is set. */
  readonly paint: Paint
}

const plain: Paint = (_, text) => text
const coloured: Paint = (tone, text) => (tone === 'plain' ? text : styleText(STYLES[tone], text, { validateStream: false }))

/** Of a terminal that does not say how wide it is. */
const COLUMNS = 80
/** To the beginning of the line, and nothing in it. */
const CLEAR = '\r\x1b[K'

/** Node's own answer to whether a stream takes colours: it knows TERM, NO_COLOR and FORCE_COLOR. */
const takesColours = (stream: WriteStream): boolean => stream.isTTY && stream.hasColors()

export function createTerminal(stdout: WriteStream, stderr: WriteStream): Terminal {
  let shown = false
  const above = (stream: WriteStream, text: string): void => {
    // What is printed pushes the line of progress away; the next one is drawn below it.
    if (shown) stderr.write(CLEAR)
    shown = false
    stream.write(`${text}\n`)
  }
  return {
    print: (text) => above(stdout, text),
    note(text) {
      if (this.mode !== 'quiet') above(stderr, text)
    },
    alarm: (text) => above(stderr, text),
    progress(line) {
      if (!stderr.isTTY || this.mode !== 'interactive') return
      if (line !== null) stderr.write(`${CLEAR}${cut(line, (stderr.columns || COLUMNS) - 1)}`)
      else if (shown) stderr.write(CLEAR)
      shown = line !== null
    },
    mode: 'interactive',
    width: stdout.isTTY ? stdout.columns || COLUMNS : Infinity,
    paint: takesColours(stdout) ? coloured : plain,
  }
}
