import { closing, sendAt, type Behave } from './behave.ts'

const BODY = 'This answer comes slowly.'

/** The whole answer, headers included, a few bytes at a time. */
export const drip: Behave<'drip'> = async ({ status, headers = [], body = BODY, rate }, wire) => {
  const bytes = Buffer.from(body)
  await wire.head(status, [...headers, ['Content-Length', String(bytes.length)], ...closing], (head) => sendAt(wire, [head], rate, { write: wire.raw }))
  await sendAt(wire, [bytes], rate, { last: true })
  return wire.done()
}
