/** The changes table read for followers: what changed after a cursor, as it looks now. Each follower has its own cursor. */
import type { LiveChange } from '#contract/live.ts'
import type { Store } from './store/open.ts'
import type { ChangeRow } from './store/changes.ts'
import { idOf } from './store/ids.ts'

/** How each kind of thing looks now; undefined: it is gone. */
export interface Shown {
  readonly delivery: (row: number) => (LiveChange & { kind: 'delivery'; op: 'put' })['item'] | undefined
  readonly registration: (row: number) => (LiveChange & { kind: 'registration'; op: 'put' })['item'] | undefined
  readonly inbox: (row: number) => (LiveChange & { kind: 'inbox'; op: 'put' })['item'] | undefined
  readonly capture: (row: number) => (LiveChange & { kind: 'capture'; op: 'put' })['item'] | undefined
  readonly sync: (row: number) => (LiveChange & { kind: 'sync'; op: 'put' })['item'] | undefined
  readonly provider: (id: string) => (LiveChange & { kind: 'provider'; op: 'put' })['item'] | undefined
  readonly 'provider-file': (name: string) => (LiveChange & { kind: 'provider-file'; op: 'put' })['item'] | undefined
  readonly replay: (row: number) => (LiveChange & { kind: 'replay'; op: 'put' })['item'] | undefined
  readonly entity: (ref: string) => (LiveChange & { kind: 'entity'; op: 'put' })['item'] | undefined
}

export interface Feed {
  readonly workspace: string
  seq(): number
  /** Where a follower that comes back goes on; undefined: too old, or another workspace's: it must read the lists again. */
  resume(lastEventId: string): number | undefined
  /** Changes after `cursor`, each thing once, and the cursor to go on from. Empty when there are none. */
  read(cursor: number): { seq: number; changes: LiveChange[] }
  /** Called after commits, without data; returns how to stop that. A listener that throws hurts nobody. */
  onWake(listener: () => void): () => void
}

/** Change rows read at a time: bounds one message and one turn of the event loop. */
const ROWS = 500

export function createFeed(store: Store, shown: Shown, listeners: Set<() => void>): Feed {
  function change({ kind, ref }: ChangeRow): LiveChange {
    if (kind === 'entity') {
      const id = String(ref)
      const item = shown.entity(id)
      return item ? { kind, op: 'put', id, item } : { kind, op: 'delete', id }
    }
    if (kind === 'provider' || kind === 'provider-file') {
      const id = String(ref)
      const item = shown[kind](id)
      return item ? ({ kind, op: 'put', id, item } as LiveChange) : { kind, op: 'delete', id }
    }
    const row = Number(ref)
    const id = idOf(kind, row)
    const item = shown[kind](row)
    return item ? ({ kind, op: 'put', id, item } as LiveChange) : { kind, op: 'delete', id }
  }

  return {
    workspace: store.workspace,
    seq: store.seq,
    resume(lastEventId) {
      const match = /^(.+)\.(\d{1,15})$/.exec(lastEventId)
      const cursor = Number(match?.[2])
      return match?.[1] === store.workspace && store.changes.reaches(cursor, store.seq()) ? cursor : undefined
    },
    read(cursor) {
      const { changes, seq } = store.changes.since(cursor, ROWS)
      return { seq, changes: changes.map(change) }
    },
    onWake(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}
