/** Documents that providers keep, such as persons and applications. */
import type { JsonObject } from '#contract/common.ts'
import { jsonText, parseJson } from '#contract/json-text.ts'
import type { Entity } from '#contract/provider.ts'
import type { Database, Statement } from 'better-sqlite3'
import { isoTime } from './ids.ts'
import { likeText } from './like.ts'
import type { Tx } from './write.ts'

export interface EntityRow {
  readonly provider: string
  readonly kind: string
  readonly id: string
  readonly title: string
  readonly data: string
  readonly updated_at: number
}

export interface EntityFilter {
  readonly limit: number
  readonly offset: number
  /** Top-level fields of the data that must be equal. */
  readonly where?: JsonObject
  /** Text in the title or the id. */
  readonly q?: string
  /** Only those after this id, in the same order. */
  readonly after?: string
}

export const entityRef = (provider: string, kind: string, id: string): string => `${provider}/${kind}/${id}`

/** Ids that are whole numbers are ordered as such. */
const numberOf = (id: string): number | null => (/^\d{1,15}$/.test(id) ? Number(id) : null)

export type Entities = ReturnType<typeof createEntities>

export function createEntities(db: Database) {
  const one = db.prepare<[string, string, string], EntityRow>('SELECT * FROM entities WHERE provider = ? AND kind = ? AND id = ?')
  const upsert = db.prepare(`INSERT INTO entities (provider, kind, id, number, title, data, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (provider, kind, id) DO UPDATE SET title = excluded.title, data = excluded.data, updated_at = excluded.updated_at`)
  const remove = db.prepare<[string, string, string]>('DELETE FROM entities WHERE provider = ? AND kind = ? AND id = ?')

  const count = db.prepare<[string, string], { n: number }>('SELECT count(*) AS n FROM entities WHERE provider = ? AND kind = ?')
  /** By their conditions, of which there are few: each firing asks, and preparing one costs more than it does. */
  const lists = new Map<string, Statement<unknown[], EntityRow>>()
  function listing(where: string): Statement<unknown[], EntityRow> {
    const made = lists.get(where) ?? db.prepare<unknown[], EntityRow>(`SELECT * FROM entities WHERE ${where} ORDER BY number, id LIMIT ? OFFSET ?`)
    lists.set(where, made)
    return made
  }

  return {
    get: (provider: string, kind: string, id: string): EntityRow | undefined => one.get(provider, kind, id),

    /** In the order of their ids, numerically where they are numbers. */
    list(provider: string, kind: string, filter: EntityFilter): EntityRow[] {
      const conditions = ['provider = ?', 'kind = ?']
      const values: unknown[] = [provider, kind]
      for (const [key, value] of Object.entries(filter.where ?? {})) {
        conditions.push('json_extract(data, ?) IS ?')
        values.push(`$.${JSON.stringify(key)}`, typeof value === 'boolean' ? Number(value) : value)
      }
      if (filter.q) {
        conditions.push(String.raw`(title LIKE ? ESCAPE '\' OR id LIKE ? ESCAPE '\')`)
        values.push(likeText(filter.q), likeText(filter.q))
      }
      if (filter.after !== undefined) {
        // Ids that are no numbers have NULL for one, which is ordered first.
        const number = numberOf(filter.after)
        conditions.push(number === null ? '(number IS NOT NULL OR id > ?)' : '(number, id) > (?, ?)')
        values.push(...(number === null ? [] : [number]), filter.after)
      }
      return listing(conditions.join(' AND ')).all(...values, filter.limit, filter.offset)
    },
    count: (provider: string, kind: string): number => count.get(provider, kind)?.n ?? 0,

    put(tx: Tx, entity: { provider: string; kind: string; id: string; title: string; data: JsonObject }, now: number): void {
      upsert.run(entity.provider, entity.kind, entity.id, numberOf(entity.id), entity.title, jsonText(entity.data), now)
      tx.changed('entity', entityRef(entity.provider, entity.kind, entity.id))
    },

    delete(tx: Tx, provider: string, kind: string, id: string): boolean {
      tx.changed('entity', entityRef(provider, kind, id))
      return remove.run(provider, kind, id).changes > 0
    },
  }
}

export const showEntity = (row: EntityRow, seq: number): Entity => ({
  seq,
  provider: row.provider,
  kind: row.kind,
  id: row.id,
  title: row.title,
  data: parseJson(row.data) as JsonObject,
  updatedAt: isoTime(row.updated_at),
})
