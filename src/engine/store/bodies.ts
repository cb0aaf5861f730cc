/** Bytes, each distinct sequence once. Row numbers are for the store's own tables; null stands for no bytes. */
import { createHash } from 'node:crypto'
import type { Body } from '#contract/common.ts'
import type { Database } from 'better-sqlite3'

/** Most bytes that one answer of the control API carries of a body. */
const SHOWN_BYTES = 256 * 1024

export type Bodies = ReturnType<typeof createBodies>

export function createBodies(db: Database) {
  const insert = db.prepare<[Buffer, Uint8Array], { id: number }>('INSERT INTO bodies (hash, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING RETURNING id')
  const byHash = db.prepare<[Buffer], { id: number }>('SELECT id FROM bodies WHERE hash = ?')
  const byId = db.prepare<[number], { bytes: Buffer }>('SELECT bytes FROM bodies WHERE id = ?')

  /** Call inside a transaction. */
  function keep(bytes: Uint8Array): number | null {
    if (bytes.length === 0) return null
    const hash = createHash('sha256').update(bytes).digest()
    const row = insert.get(hash, bytes) ?? byHash.get(hash)
    if (!row) throw new Error('A body was neither stored nor found.')
    return row.id
  }

  function read(id: number | null): Buffer {
    return id === null ? Buffer.alloc(0) : (byId.get(id)?.bytes ?? Buffer.alloc(0))
  }

  return {
    keep,
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
