import type { Numbered } from './apply-changes.ts'

type Listener = (batch: readonly Numbered[]) => void
const listeners = new Set<Listener>()

/** Hears of every batch after it has been applied, once per frame at most: for what is read one by one, such as an open detail. */
export function onApplied(listener: Listener): () => void {
  listeners.add(listener)
  return () => void listeners.delete(listener)
}

export function announce(batch: readonly Numbered[]): void {
  for (const listener of listeners) listener(batch)
}
