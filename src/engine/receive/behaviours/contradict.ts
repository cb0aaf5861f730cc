import type { Headers } from '#contract/common.ts'
import { closing, type Behave } from './behave.ts'

/** Says two things at once: two lengths, a length and chunks (what request smuggling is made of), or two types. */
export const contradict: Behave<'contradict'> = async ({ status, headers = [], body = '{"ok":true}', what }, wire) => {
  const bytes = Buffer.from(body)
  const length: Headers[number] = ['Content-Length', String(bytes.length)]
  const said: Record<typeof what, Headers> = {
    lengths: [length, ['Content-Length', String(bytes.length + 10)]],
    'length-and-chunks': [length, ['Transfer-Encoding', 'chunked']],
    types: [['Content-Type', 'application/json'], ['Content-Type', 'text/html'], length],
  }
  await wire.head(status, [...headers, ...said[what], ...closing])
  await wire.write(what === 'length-and-chunks' ? Buffer.from(`${bytes.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`) : bytes)
  return wire.done()
}
