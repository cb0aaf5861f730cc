import { styleText } from 'node:util'
import type { WriteStream } from 'node:tty'

export type Tone = 'good' | 'bad' | 'warn' | 'quiet' | 'strong' | 'plain'
export type Paint = (tone: Tone, text: string) => string

const STYLES = { good: 'green', bad: 'red', warn: 'yellow', quiet: 'dim', strong: 'bold' } as const

/** Where a command writes. Text from outside has gone through `visible` before it gets here. */
export interface Terminal {
  /** A line, or several, on stdout: the answer. */
  print(text: string): void
  /** A line on stderr: remarks and progress, so that stdout holds the answer alone. */
  note(text: string): void
  /** Columns of stdout; Infinity where it is no terminal, so that nothing is cut on its way into a file or a pipe. */
  readonly width: number
  /** Colours for stdout, none where it is no terminal or NO_COLOR is set. */
  readonly paint: Paint
}

const plain: Paint = (_, text) => text
const coloured: Paint = (tone, text) => (tone === 'plain' ? text : styleText(STYLES[tone], text, { validateStream: false }))

/** Node's own answer to whether a stream takes colours: it knows TERM, NO_COLOR and FORCE_COLOR. */
const takesColours = (stream: WriteStream): boolean => stream.isTTY && stream.hasColors()

export function createTerminal(stdout: WriteStream, stderr: WriteStream): Terminal {
  return {
    print: (text) => void stdout.write(`${text}\n`),
    note: (text) => void stderr.write(`${text}\n`),
    width: stdout.isTTY ? stdout.columns : Infinity,
    paint: takesColours(stdout) ? coloured : plain,
  }
}
