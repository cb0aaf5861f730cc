/** Answers what differs between two messages on record, and what of them belongs together. */
import type { Counterpart, Diff } from '#contract/diff.ts'
import type { Store } from '../store/open.ts'
import { counterpartOf } from './counterpart.ts'
import { diffMessages } from './diff.ts'
import { messageOf, originOf } from './messages.ts'

/** @throws (both) what `originOf` and `messageOf` throw. */
export function createDiffDesk(store: Store) {
  return {
    diff(refs: { readonly a: string; readonly b: string }): Diff {
      const a = messageOf(store, originOf(store, refs.a))
      const b = messageOf(store, originOf(store, refs.b))
      return { a: a.side, b: b.side, ...diffMessages(a.message, b.message) }
    },
    counterpart: (ref: string): { counterpart: Counterpart | null } => ({ counterpart: counterpartOf(store, originOf(store, ref)) }),
  }
}
