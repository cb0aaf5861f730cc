import { closing, type Behave } from './behave.ts'

const BODY = 'The length of this is not what the header says.'

/** Says a length that is not the body's. Too long: the client waits for the rest. Too short: there is something behind the answer. */
export const wrongLength: Behave<'wrong-length'> = async ({ status, headers = [], body = BODY, by }, wire) => {
  const bytes = Buffer.from(body)
  const said = Math.max(0, bytes.length + by)
  await wire.head(status, [...headers, ['Content-Length', String(said)], ...(by < 0 ? [] : closing)])
  await wire.write(bytes)
  return said > bytes.length ? wire.patience() : wire.done()
}
