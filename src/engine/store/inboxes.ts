/**
 * Inboxes. They are few and asked for by every request that comes in, so all of them are kept in memory,
 * where they stand as they were last committed: inside a shared transaction only the row itself is up to date.
 */
import type { Answer, InboxVerify } from '#contract/inbox.ts'
import type { Database } from 'better-sqlite3'
import type { Participant, Tx } from './write.ts'

export interface InboxRow {
  readonly id: number
  readonly name: string
  readonly verify: InboxVerify | null
  readonly respond: readonly Answer[]
  /** Requests answered since `respond` was set. */
  readonly answered: number
  readonly capture_count: number
  readonly created_at: number
}

type Stored = Omit<InboxRow, 'verify' | 'respond'> & { verify: string | null; respond: string }
const read = (row: Stored): InboxRow => ({
  ...row,
  verify: row.verify === null ? null : (JSON.parse(row.verify) as InboxVerify),
  respond: JSON.parse(row.respond) as Answer[],
})
const verifyText = (verify: InboxVerify | null): string | null => verify && JSON.stringify(verify)

export type Inboxes = ReturnType<typeof createInboxes>

export function createInboxes(db: Database) {
  const insert = db.prepare<[string, string | null, string, number], Stored>('INSERT INTO inboxes (name, verify, respond, created_at) VALUES (?, ?, ?, ?) RETURNING *')
  const update = db.prepare('UPDATE inboxes SET verify = ?, respond = ?, answered = ? WHERE id = ?')
  const count = db.prepare<[number, number, number]>('UPDATE inboxes SET capture_count = capture_count + ?, answered = answered + ? WHERE id = ?')
  const remove = db.prepare<[number]>('DELETE FROM inboxes WHERE id = ?')

  const byId = new Map(db.prepare<[], Stored>('SELECT * FROM inboxes ORDER BY id').all().map((row) => [row.id, read(row)]))
  const byName = new Map([...byId.values()].map((row) => [row.name, row.id]))

  /** What this transaction adds: written once for each inbox, however many requests it got. */
  const added = new Map<number, { captures: number; turns: number }>()

  const participant: Participant = {
    beforeCommit(tx) {
      for (const [id, { captures, turns }] of added) {
        count.run(captures, turns, id)
        tx.changed('inbox', id)
        tx.onCommit(() => {
          const row = byId.get(id)
          if (row) byId.set(id, { ...row, capture_count: row.capture_count + captures, answered: row.answered + turns })
        })
      }
      added.clear()
    },
    rolledBack: () => added.clear(),
  }

  return {
    participant,
    get: (id: number): InboxRow | undefined => byId.get(id),
    named(name: string): InboxRow | undefined {
      const id = byName.get(name)
      return id === undefined ? undefined : byId.get(id)
    },
    /** Newest first. */
    page: (before: number, limit: number): InboxRow[] => [...byId.values()].filter((row) => row.id < before).slice(-limit).reverse(),
    /** Captures of all inboxes together. */
    captureCount(): number {
      let sum = 0
      for (const row of byId.values()) sum += row.capture_count
      return sum
    },

    insert(tx: Tx, inbox: Pick<InboxRow, 'name' | 'verify' | 'respond'>, now: number): number {
      const stored = insert.get(inbox.name, verifyText(inbox.verify), JSON.stringify(inbox.respond), now)
      if (!stored) throw new Error('An inbox was not stored.')
      tx.changed('inbox', stored.id)
      tx.onCommit(() => {
        byId.set(stored.id, read(stored))
        byName.set(stored.name, stored.id)
      })
      return stored.id
    },
    update(tx: Tx, row: InboxRow): void {
      update.run(verifyText(row.verify), JSON.stringify(row.respond), row.answered, row.id)
      tx.changed('inbox', row.id)
      tx.onCommit(() => byId.set(row.id, row))
    },
    /** One more capture, which took a turn of `respond` or not. Answers how many took one before it; undefined: the inbox is gone. Call inside a transaction. */
    count(id: number, tookTurn: boolean): number | undefined {
      const row = byId.get(id)
      if (!row) return undefined
      const so = added.get(id) ?? { captures: 0, turns: 0 }
      added.set(id, { captures: so.captures + 1, turns: so.turns + Number(tookTurn) })
      return row.answered + so.turns
    },
    /** Captures that were not received but put in; it may be new in this transaction. Call inside a transaction. */
    gain(id: number, captures: number): void {
      const so = added.get(id) ?? { captures: 0, turns: 0 }
      added.set(id, { ...so, captures: so.captures + captures })
    },
    /** One of its captures is not kept any more. Call inside a transaction. */
    uncount(id: number): void {
      const so = added.get(id) ?? { captures: 0, turns: 0 }
      added.set(id, { ...so, captures: so.captures - 1 })
    },
    delete(tx: Tx, row: InboxRow): void {
      remove.run(row.id)
      tx.changed('inbox', row.id)
      tx.onCommit(() => {
        byId.delete(row.id)
        byName.delete(row.name)
      })
    },
  }
}
