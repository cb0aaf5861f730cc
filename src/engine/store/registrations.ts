/** Webhooks registered with any provider. */
import type { JsonObject } from '#contract/common.ts'
import { jsonText, parseJson } from '#contract/json-text.ts'
import type { PolicyChange } from '#contract/policy.ts'
import type { Database } from 'better-sqlite3'
import type { Seal } from './seal.ts'
import type { Tx } from './write.ts'

export interface RegistrationRow {
  readonly id: number
  readonly provider: string
  readonly account: string
  readonly url: string
  readonly settings: JsonObject
  /** What differs from the provider's policy. */
  readonly policy: PolicyChange
  readonly enabled: boolean
  readonly created_at: number
  readonly updated_at: number
}

type Stored = Omit<RegistrationRow, 'settings' | 'policy' | 'enabled'> & { settings: string; policy: string; enabled: number }
const reader = (seal: Seal) => (row: Stored): RegistrationRow => ({
  ...row,
  settings: parseJson(seal.open(row.settings)) as JsonObject,
  policy: JSON.parse(row.policy) as PolicyChange,
  enabled: row.enabled === 1,
})

export type Registrations = ReturnType<typeof createRegistrations>

export function createRegistrations(db: Database, seal: Seal) {
  const read = reader(seal)
  const one = db.prepare<[number], Stored>('SELECT * FROM registrations WHERE id = ?')
  const insert = db.prepare('INSERT INTO registrations (provider, account, url, settings, policy, enabled, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
  const update = db.prepare('UPDATE registrations SET url = ?, settings = ?, policy = ?, enabled = ?, updated_at = ? WHERE id = ?')
  const remove = db.prepare<[number]>('DELETE FROM registrations WHERE id = ?')
  const ofProvider = db.prepare<[string, string | null, string | null], Stored>(
    'SELECT * FROM registrations WHERE provider = ? AND (? IS NULL OR account = ?) ORDER BY id',
  )
  const pageOf = db.prepare<[number, string | null, string | null, number], Stored>(
    'SELECT * FROM registrations WHERE id < ? AND (? IS NULL OR provider = ?) ORDER BY id DESC LIMIT ?',
  )

  /** Asked for by every attempt: kept as last read, forgotten when written. */
  const known = new Map<number, RegistrationRow>()
  function forget(tx: Tx, id: number): void {
    known.delete(id)
    // What was read again inside the transaction would outlive its failure.
    tx.onCommit(() => known.delete(id))
    tx.changed('registration', id)
  }

  return {
    get(id: number): RegistrationRow | undefined {
      const found = known.get(id)
      if (found) return found
      const stored = one.get(id)
      if (!stored) return undefined
      const row = read(stored)
      if (!db.inTransaction) known.set(id, row)
      return row
    },
    ofProvider: (provider: string, account: string | null = null): RegistrationRow[] => ofProvider.all(provider, account, account).map(read),
    page: (before: number, provider: string | null, limit: number): RegistrationRow[] => pageOf.all(before, provider, provider, limit).map(read),

    insert(tx: Tx, row: Omit<RegistrationRow, 'id' | 'created_at' | 'updated_at'>, now: number): number {
      const result = insert.run(row.provider, row.account, row.url, seal.close(jsonText(row.settings)), JSON.stringify(row.policy), Number(row.enabled), now, now)
      const id = Number(result.lastInsertRowid)
      tx.changed('registration', id)
      return id
    },
    update(tx: Tx, row: Pick<RegistrationRow, 'id' | 'url' | 'settings' | 'policy' | 'enabled'>, now: number): void {
      update.run(row.url, seal.close(jsonText(row.settings)), JSON.stringify(row.policy), Number(row.enabled), now, row.id)
      forget(tx, row.id)
    },
    delete(tx: Tx, id: number): void {
      remove.run(id)
      forget(tx, id)
    },
  }
}
