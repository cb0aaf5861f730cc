import { sendCut, type Behave } from './behave.ts'

/** Ends our direction before the answer is whole, and goes on reading: the connection stays half open until the client closes it. */
export const halfClose: Behave<'half-close'> = async (cut, wire) => {
  await sendCut(wire, cut)
  return wire.halfClose()
}
