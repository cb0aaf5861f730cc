/**
 * Bytes. Sequences that come again soon are stored once: a payload that many deliveries share, the request of a retry, the `ok` that
 * every receiver answers, what our own inbox got from our own sender. Row numbers are for the store's own tables; null stands for no bytes.
 * `refs` counts the columns that name a row, and the last one to go takes the bytes with it.
 */
import type { Body } from '#contract/common.ts'
import type { Database } from 'better-sqlite3'
import { createAtHand } from './at-hand.ts'
import { createRecent, markOf } from './recent.ts'
import type { Participant } from './write.ts'

/** Most bytes that one answer of the control API carries of a body. */
const SHOWN_BYTES = 256 * 1024
/** Sequences that are remembered. */
const RECENT = 4096
/** Bytes of payloads that are kept at hand: each is read when it is sent, often soon after it was written, and by many deliveries. */
const AT_HAND_BYTES = 4 * 1024 * 1024

export type Bodies = ReturnType<typeof createBodies>

export function createBodies(db: Database) {
  const insert = db.prepare<[Uint8Array]>('INSERT INTO bodies (refs, bytes) VALUES (1, ?)')
  const count = db.prepare<[number, number]>('UPDATE bodies SET refs = refs + ? WHERE id = ?')
  const remove = db.prepare<[number]>('DELETE FROM bodies WHERE id = ? AND refs <= 0')
  const byId = db.prepare<[number], { bytes: Buffer }>('SELECT bytes FROM bodies WHERE id = ?')

  const recent = createRecent(RECENT)
  const atHand = createAtHand(AT_HAND_BYTES)
  /** References that this transaction adds and takes. */
  const deltas = new Map<number, number>()

  function refer(id: number, times: number): void {
    deltas.set(id, (deltas.get(id) ?? 0) + times)
  }

  function keep(bytes: Uint8Array): number | null {
    if (bytes.length === 0) return null
    const mark = markOf(bytes)
    const known = recent.find(mark)
    if (known !== undefined && Buffer.compare(known.bytes ?? read(known.id), bytes) === 0) {
      refer(known.id, 1)
      return known.id
    }
    const id = Number(insert.run(bytes).lastInsertRowid)
    recent.add(mark, id, bytes)
    return id
  }

  function read(id: number | null): Buffer {
    return id === null ? Buffer.alloc(0) : (byId.get(id)?.bytes ?? Buffer.alloc(0))
  }

  /** Counts are written once for each body and transaction, however many rows of it name the body. */
  const participant: Participant = {
    beforeCommit() {
      for (const [id, times] of deltas) {
        if (times === 0) continue
        count.run(times, id)
        if (times >= 0 || remove.run(id).changes === 0) continue
        recent.forget(id)
        atHand.forget(id)
      }
      deltas.clear()
    },
    rolledBack() {
      deltas.clear()
      // Some of these rows may not exist, and their numbers will be given again.
      recent.clear()
      atHand.clear()
    },
  }

  return {
    participant,
    /** Counts one more reference; null for no bytes. Call inside a transaction. */
    keep,
    keepText(text: string): number {
      const id = keep(Buffer.from(text))
      if (id === null) throw new Error('A text that must be kept is empty.')
      atHand.put(id, text)
      return id
    },
    /** That many more columns name a body that is there. Call inside a transaction. */
    share(id: number | null, times = 1): void {
      if (id !== null) refer(id, times)
    },
    /** A column that named it is gone. Call inside a transaction. */
    release(id: number | null): void {
      if (id !== null) refer(id, -1)
    },
    read,
    readText(id: number | null): string {
      if (id === null) return ''
      const known = atHand.get(id)
      if (known !== undefined) return known
      const text = read(id).toString('utf8')
      atHand.put(id, text)
      return text
    },
    /** As the API shows it; `whole` is the size on the wire when less than that was kept. */
    show(id: number | null, whole?: number): Body {
      const bytes = read(id)
      const size = whole ?? bytes.length
      const shown = bytes.subarray(0, SHOWN_BYTES)
      return { base64: shown.toString('base64'), size, truncated: shown.length < size }
    },
  }
}
