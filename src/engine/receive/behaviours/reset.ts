import { sendCut, type Behave } from './behave.ts'

/** Breaks the connection (RST) before the answer is whole. */
export const reset: Behave<'reset'> = async (cut, wire) => {
  await sendCut(wire, cut)
  return wire.reset()
}
