import type { Behave } from './behave.ts'
import { closing, sendAt } from './behave.ts'

const LINE = Buffer.from('There is always more of this.\n'.repeat(1_000))

function* forever(most: number): Generator<Buffer> {
  for (let sent = 0; sent < most; sent += LINE.length) yield LINE
}

/** A body that ends when the client does; bounded by a limit of ours. */
export const endless: Behave<'endless'> = async ({ status, rate }, wire) => {
  await wire.head(status, [['Content-Type', 'text/plain'], ...closing])
  await sendAt(wire, forever(wire.endlessBytes), rate)
  if (!wire.signal.aborted) await wire.close()
  return wire.signal.aborted ? wire.why() : 'limit'
}
