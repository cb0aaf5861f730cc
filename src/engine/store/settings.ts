/** What a workspace remembers about itself: its name, its salt, its token. JSON values by key. */
import type { Database } from 'better-sqlite3'
import { SECRET_SETTINGS, type Seal } from './seal.ts'
import type { Writer } from './write.ts'

export type Settings = ReturnType<typeof createSettings>

export function createSettings(db: Database, writer: Writer, seal: Seal) {
  const select = db.prepare<[string], { value: string }>('SELECT value FROM settings WHERE key = ?')
  const upsert = db.prepare<[string, string]>('INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value')

  const get = (key: string): unknown => {
    const row = select.get(key)
    return row && JSON.parse(SECRET_SETTINGS.has(key) ? seal.open(row.value) : row.value)
  }
  const set = (key: string, value: unknown): void => void upsert.run(key, SECRET_SETTINGS.has(key) ? seal.close(JSON.stringify(value)) : JSON.stringify(value))

  return {
    get,
    /** Call inside a transaction. */
    set,
    /** In a transaction of its own. */
    keep: (key: string, value: unknown): void => void writer.write(() => set(key, value)),
    /** What is there, or what `make` gives, kept from then on. */
    ensure<T>(key: string, make: () => T): T {
      const found = get(key) as T | undefined
      if (found !== undefined) return found
      const value = make()
      writer.write(() => set(key, value))
      return value
    },
  }
}
