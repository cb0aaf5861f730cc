/**
 * Full-text search over deliveries: subject, trigger, message id, URL, and the values in the data. The index follows the deliveries by a
 * cursor of its own, in transactions of its own: within the hot one it would cost more than all the rest of a delivery.
 */
import { parseJson } from '#contract/json-text.ts'
import { searchWords } from '#contract/search-words.ts'
import type { Database } from 'better-sqlite3'
import type { Bodies } from './bodies.ts'
import type { Settings } from './settings.ts'

/** Of a delivery's data, what is searched; more than any envelope of a person has. */
const DATA_CHARS = 64 * 1024
const CURSOR = 'searchedTo'
const NOTHING = { payload: -1, words: '' }

interface Source {
  readonly id: number
  readonly subject: string
  readonly trigger: string
  readonly message_id: string
  readonly url: string
  readonly payload: number
}

export type Search = ReturnType<typeof createSearch>

export function createSearch(db: Database, bodies: Bodies, settings: Pick<Settings, 'get' | 'set'>) {
  const after = db.prepare<[number, number], Source>('SELECT id, subject, trigger, message_id, url, payload FROM deliveries WHERE id > ? ORDER BY id LIMIT ?')
  const insert = db.prepare<[number, string]>('INSERT INTO delivery_text (rowid, words) VALUES (?, ?)')
  const remove = db.prepare<[number]>('DELETE FROM delivery_text WHERE rowid = ?')
  const newest = db.prepare<[], { id: number | null }>('SELECT max(id) AS id FROM deliveries')
  const left = settings.get(CURSOR)
  let cursor = typeof left === 'number' ? left : 0
  /** Many deliveries in a row carry the same data. */
  let last = NOTHING

  function wordsOf(payload: number): string {
    if (last.payload !== payload) last = { payload, words: valuesOf(bodies.readText(payload)) }
    return last.words
  }

  return {
    /** How many deliveries are not in the index yet, at most. */
    behind: (): number => Math.max(0, (newest.get()?.id ?? 0) - cursor),
    /** Takes up to `limit` more into the index; answers how many. Call inside a transaction, and `kept` when it is durable. */
    feed(limit: number): { taken: number; kept: () => void } {
      const rows = after.all(cursor, limit)
      for (const row of rows) insert.run(row.id, `${row.subject} ${row.trigger} ${row.message_id} ${row.url} ${wordsOf(row.payload)}`)
      const next = rows.at(-1)?.id ?? cursor
      if (next !== cursor) settings.set(CURSOR, next)
      return { taken: rows.length, kept: () => (cursor = next) }
    },
    /** A delivery is gone. Call inside a transaction. */
    remove(id: number): void {
      remove.run(id)
      // The row number of its data may be given to other data.
      last = NOTHING
    },
  }
}

/** The values of a JSON text without its keys, which all have in common; any other text as it is. */
function valuesOf(text: string): string {
  const values: string[] = []
  let room = DATA_CHARS
  const collect = (value: unknown): void => {
    if (typeof value === 'object' && value !== null) return Object.values(value).forEach(collect)
    if (room <= 0 || (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'bigint')) return
    const word = String(value).slice(0, room)
    room -= word.length
    values.push(word)
  }
  try {
    collect(parseJson(text))
  } catch {
    return text.slice(0, DATA_CHARS)
  }
  return values.join(' ')
}

/** What a user typed as a query of the index; null: there is no word in it. */
export function wordQuery(text: string): string | null {
  const words = searchWords(text)
  return words.length === 0 ? null : words.map(({ word, beginning }) => `"${word}"${beginning ? '*' : ''}`).join(' ')
}
