import { sendCut, type Behave } from './behave.ts'

/** Ends the connection before the answer is whole, in the orderly way (FIN). */
export const close: Behave<'close'> = async (cut, wire) => {
  await sendCut(wire, cut)
  return wire.close()
}
