import type { Behave } from './behave.ts'

/** Looks like the beginning of TLS, and is nothing. */
const BYTES = Buffer.from('\x16\x03\x01\0\x05this is no HTTP\0\xff\xfe\r\n\r\n', 'latin1')

/** Something that is no HTTP at all. */
export const garbage: Behave<'garbage'> = async ({ body }, wire) => {
  await wire.write(body === undefined ? BYTES : Buffer.from(body))
  return wire.done()
}
