/** Whether an open database is still the file at its path. SQLite does not look in WAL mode, and would go on writing to one that was deleted. */
import { statSync } from 'node:fs'

/** @returns asks anew with each call: one `stat`. */
export function createInPlace(path: string): () => boolean {
  const opened = statSync(path)
  return () => {
    try {
      const there = statSync(path, { throwIfNoEntry: false })
      return there?.ino === opened.ino && there.dev === opened.dev
    } catch {
      // The way there is closed: it can't be told, so nothing is promised.
      return false
    }
  }
}
