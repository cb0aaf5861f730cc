/** What a delivery's move adds to the counts of the sync or the run that made it. */
import type { DeliveryStatus } from '#contract/delivery.ts'
import { SETTLED } from '#contract/delivery-status.ts'

/** Each 0 or 1. `from` null: it was made. `attempts`: before the move. */
export function tally(from: DeliveryStatus | null, to: DeliveryStatus, attempts: number) {
  const settled = Number(SETTLED.has(to))
  const acknowledged = Number(to === 'acknowledged')
  return { made: Number(from === null), sent: Number(to === 'sending' && attempts === 0), settled, acknowledged, failed: settled - acknowledged }
}
