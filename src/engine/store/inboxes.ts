/**
 * Inboxes. They are few and asked for by every request that comes in, so all of them are kept in memory,
 * where they stand as they were last committed: inside a shared transaction only the row itself is up to date.
 */
import type { Answer } from '#contract/answer.ts'
import type { InboxVerify } from '#contract/inbox.ts'
import type { Rule } from '#contract/rule.ts'
import type { Database } from 'better-sqlite3'
import type { Seal } from './seal.ts'
import type { Participant, Tx } from './write.ts'

export interface InboxRow {
  readonly id: number
  readonly name: string
  readonly verify: InboxVerify | null
  readonly respond: readonly Answer[]
  readonly rules: readonly Rule[]
  readonly seed: number
  /** Requests answered from `respond` since it was set. */
  readonly answered: number
  /** The same for each of `rules`; absent ones are 0. */
  readonly rules_answered: readonly number[]
  readonly capture_count: number
  readonly created_at: number
}

type Stored = Omit<InboxRow, 'verify' | 'respond' | 'rules' | 'rules_answered'> & { verify: string | null; respond: string; rules: string; rules_answered: string }
const reader = (seal: Seal) => (row: Stored): InboxRow => ({
  ...row,
  verify: row.verify === null ? null : (JSON.parse(seal.open(row.verify)) as InboxVerify),
  respond: JSON.parse(row.respond) as Answer[],
  rules: JSON.parse(row.rules) as Rule[],
  rules_answered: JSON.parse(row.rules_answered) as number[],
})
/** What a transaction adds to the counts of an inbox. */
interface Added {
  captures: number
  turns: number
  /** By rule; absent: none of them took a turn. */
  ruleTurns?: number[]
}

const sums = (some: readonly number[], others: readonly number[]): number[] => Array.from({ length: Math.max(some.length, others.length) }, (_, at) => (some[at] ?? 0) + (others[at] ?? 0))

export type Inboxes = ReturnType<typeof createInboxes>

export function createInboxes(db: Database, seal: Seal) {
  const read = reader(seal)
  const verifyText = (verify: InboxVerify | null): string | null => verify && seal.close(JSON.stringify(verify))
  const insert = db.prepare<[string, string | null, string, string, number, number], Stored>('INSERT INTO inboxes (name, verify, respond, rules, seed, created_at) VALUES (?, ?, ?, ?, ?, ?) RETURNING *')
  const update = db.prepare('UPDATE inboxes SET verify = ?, respond = ?, rules = ?, seed = ?, answered = ?, rules_answered = ? WHERE id = ?')
  const countRules = db.prepare<[string, number]>('UPDATE inboxes SET rules_answered = ? WHERE id = ?')
  const count = db.prepare<[number, number, number]>('UPDATE inboxes SET capture_count = capture_count + ?, answered = answered + ? WHERE id = ?')
  const remove = db.prepare<[number]>('DELETE FROM inboxes WHERE id = ?')

  const byId = new Map(db.prepare<[], Stored>('SELECT * FROM inboxes ORDER BY id').all().map((row) => [row.id, read(row)]))
  const byName = new Map([...byId.values()].map((row) => [row.name, row.id]))

  /** What this transaction adds: written once for each inbox, however many requests it got. */
  const added = new Map<number, Added>()

  const participant: Participant = {
    beforeCommit(tx) {
      for (const [id, { captures, turns, ruleTurns }] of added) {
        count.run(captures, turns, id)
        const ruled = ruleTurns && sums(byId.get(id)?.rules_answered ?? [], ruleTurns)
        if (ruled) countRules.run(JSON.stringify(ruled), id)
        tx.changed('inbox', id)
        tx.onCommit(() => {
          const row = byId.get(id)
          if (row) byId.set(id, { ...row, capture_count: row.capture_count + captures, answered: row.answered + turns, rules_answered: ruled ?? row.rules_answered })
        })
      }
      added.clear()
    },
    rolledBack: () => added.clear(),
  }

  function adding(id: number): Added {
    const so = added.get(id)
    if (so) return so
    const fresh = { captures: 0, turns: 0 }
    added.set(id, fresh)
    return fresh
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

    insert(tx: Tx, inbox: Pick<InboxRow, 'name' | 'verify' | 'respond' | 'rules' | 'seed'>, now: number): number {
      const stored = insert.get(inbox.name, verifyText(inbox.verify), JSON.stringify(inbox.respond), JSON.stringify(inbox.rules), inbox.seed, now)
      if (!stored) throw new Error('An inbox was not stored.')
      tx.changed('inbox', stored.id)
      tx.onCommit(() => {
        byId.set(stored.id, read(stored))
        byName.set(stored.name, stored.id)
      })
      return stored.id
    },
    update(tx: Tx, row: InboxRow): void {
      update.run(verifyText(row.verify), JSON.stringify(row.respond), JSON.stringify(row.rules), row.seed, row.answered, JSON.stringify(row.rules_answered), row.id)
      tx.changed('inbox', row.id)
      tx.onCommit(() => byId.set(row.id, row))
    },
    /** One more capture, which took a turn of `respond` or not. Answers how many took one before it; undefined: the inbox is gone. Call inside a transaction. */
    count(id: number, tookTurn: boolean): number | undefined {
      const row = byId.get(id)
      if (!row) return undefined
      const so = adding(id)
      so.captures++
      if (tookTurn) so.turns++
      return row.answered + so.turns - Number(tookTurn)
    },
    /** The same for one that took a turn of a rule. */
    countRule(id: number, rule: number): number {
      const so = adding(id)
      const turns = (so.ruleTurns ??= [])
      const before = turns[rule] ?? 0
      so.captures++
      turns[rule] = before + 1
      return (byId.get(id)?.rules_answered[rule] ?? 0) + before
    },
    /** Turns taken so far of all its strips together. Call inside a transaction. */
    turns(row: InboxRow): number {
      const so = added.get(row.id)
      const sum = (counts: readonly number[]): number => counts.reduce((total, one) => total + (one ?? 0), 0)
      return row.answered + sum(row.rules_answered) + (so?.turns ?? 0) + sum(so?.ruleTurns ?? [])
    },
    /** Captures that were not received but put in; it may be new in this transaction. Call inside a transaction. */
    gain(id: number, captures: number): void {
      const so = added.get(id) ?? { captures: 0, turns: 0 }
      added.set(id, { ...so, captures: so.captures + captures })
    },
    /** One of its captures is not kept any more. Call inside a transaction. */
    uncount(id: number): void {
      adding(id).captures--
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
