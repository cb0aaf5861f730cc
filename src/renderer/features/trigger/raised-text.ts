import type { Fired } from '#contract/delivery.ts'
import { plural } from '#renderer/ui/format.ts'

/** What a change to a document raised, in a sentence. */
export function raisedText(fired: readonly Fired[]): string {
  const made = fired.reduce((sum, one) => sum + one.deliveryCount, 0)
  return fired.length === 0 ? 'That raises nothing.' : `That raised ${fired.map((one) => one.event.trigger).join(', ')}: ${made === 0 ? 'no delivery' : plural(made, 'delivery', 'deliveries')}.`
}
