/** Bytes, each distinct sequence once. Row numbers are for the store's own tables; null stands for no bytes. */
import { createHash } from 'node:crypto'
import type { Body } from '#contract/common.ts'
import type { Database } from 'better-sqlite3'

/** Most bytes that one answer of the control API carries of a body. */
const SHOWN_BYTES = 256 * 1024
/** A body that this many columns name is one that everybody answers, such as `ok`: it is kept for good, and not counted any more. */
const PINNED_REFS = 1000
const PINNED_ROWS = 1000

export type Bodies = ReturnType<typeof createBodies>

export function createBodies(db: Database) {
  const insert = db.prepare<[number, Uint8Array], { id: number }>('INSERT INTO bodies (hash, refs, bytes) VALUES (?, 1, ?) RETURNING id')
  const find = db.prepare<[number, Uint8Array], { id: number; refs: number }>('SELECT id, refs FROM bodies WHERE hash = ? AND bytes = ?')
  const count = db.prepare<[number]>('UPDATE bodies SET refs = refs + 1 WHERE id = ?')
  const uncount = db.prepare<[number, number]>('UPDATE bodies SET refs = refs - 1 WHERE id = ? AND refs < ?')
  const remove = db.prepare<[number]>('DELETE FROM bodies WHERE id = ? AND refs = 0')
  const byId = db.prepare<[number], { bytes: Buffer }>('SELECT bytes FROM bodies WHERE id = ?')
  /** Rows that are kept for good, by their whole hash. */
  const pinned = new Map<string, number>()

  /** Counts one more reference. Call inside a transaction. */
  function keep(bytes: Uint8Array): number | null {
    if (bytes.length === 0) return null
    const digest = createHash('sha256').update(bytes).digest()
    const known = pinned.size > 0 ? pinned.get(digest.toString('latin1')) : undefined
    if (known !== undefined) return known
    const hash = digest.readUIntBE(0, 6)
    const row = find.get(hash, bytes)
    if (!row) {
      const made = insert.get(hash, bytes)
      if (!made) throw new Error('A body was not stored.')
      return made.id
    }
    if (row.refs < PINNED_REFS) count.run(row.id)
    else if (pinned.size < PINNED_ROWS) pinned.set(digest.toString('latin1'), row.id)
    return row.id
  }

  /** One more column names a body that is there. Call inside a transaction. */
  function share(id: number | null): void {
    if (id !== null) count.run(id)
  }

  /** Gives one reference back; the last one takes the bytes with it. Call inside a transaction. */
  function release(id: number | null): void {
    if (id === null) return
    uncount.run(id, PINNED_REFS)
    remove.run(id)
  }

  function read(id: number | null): Buffer {
    return id === null ? Buffer.alloc(0) : (byId.get(id)?.bytes ?? Buffer.alloc(0))
  }

  return {
    keep,
    share,
    release,
    keepText(text: string): number {
      const id = keep(Buffer.from(text))
      if (id === null) throw new Error('A text that must be kept is empty.')
      return id
    },
    read,
    readText: (id: number | null): string => read(id).toString('utf8'),
    /** As the API shows it; `whole` is the size on the wire when less than that was kept. */
    show(id: number | null, whole?: number): Body {
      const bytes = read(id)
      const size = whole ?? bytes.length
      const shown = bytes.subarray(0, SHOWN_BYTES)
      return { base64: shown.toString('base64'), size, truncated: shown.length < size }
    },
  }
}
