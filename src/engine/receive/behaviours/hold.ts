import type { Behave } from './behave.ts'

/** Waits for an answer that somebody gives by hand, for as long as the client stays. */
export const hold: Behave<'hold'> = async (_, wire) => {
  const answer = await wire.byHand()
  return answer ? wire.act(answer) : wire.why()
}
