import type { Capture } from '#contract/inbox.ts'
import { parseJson } from '#contract/json-text.ts'

/** A received request, byte for byte, with the ways in which tests read it. */
export type TestCapture = Capture & {
  /** The value of a header, by its name in any case; several with a comma between. */
  header(name: string): string | undefined
  /** At most the first 256 KiB, see `body.truncated`. */
  readonly bytes: Buffer
  /** The bytes as UTF-8. */
  readonly text: string
  /** The bytes as JSON: whole numbers beyond 2^53 are BigInts. Throws SyntaxError when they are none. */
  json(): unknown
}

export function testCapture(capture: Capture): TestCapture {
  const bytes = Buffer.from(capture.body.base64, 'base64')
  const text = bytes.toString('utf8')
  return {
    ...capture,
    bytes,
    text,
    json: () => parseJson(text),
    header(name) {
      const values = capture.headers.filter(([other]) => other.toLowerCase() === name.toLowerCase()).map(([, value]) => value)
      return values.length === 0 ? undefined : values.join(', ')
    },
  }
}
