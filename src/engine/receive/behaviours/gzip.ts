import { gzipSync } from 'node:zlib'
import type { Behave } from './behave.ts'

/** A compressed body, whatever the client said it accepts. */
export const gzip: Behave<'gzip'> = ({ status, headers = [], body = '{"ok":true}' }, wire) => {
  const bytes = gzipSync(body)
  return wire.answer({ status, headers: [...headers, ['Content-Encoding', 'gzip'], ['Content-Length', String(bytes.length)]], body: bytes })
}
