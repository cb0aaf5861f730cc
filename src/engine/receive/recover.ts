/** What an ended process left: requests that were being answered when it died, of which nobody knows what has left. */
import type { Store } from '../store/open.ts'

/** How many there were. @throws what `Writer.write` throws. */
export function interruptOpen(store: Store): number {
  const open = store.captures.openOnes()
  if (open.length === 0) return 0
  store.write((tx) => {
    for (const { id, did } of open) {
      store.captures.finish(tx, id, { did: did ?? '', answer: null, sent: { end: 'interrupted', bytes: 0, interim: [], firstByteMs: null, endMs: 0, byHand: false } })
    }
  })
  return open.length
}
