/**
 * Keeps SQLite from planning a statement anew whenever something is bound to it. It does where a value might change the plan: a limit, a bound of an
 * index, a value beside a partial index. It could learn that only from statistics, which are not kept here, and it takes ten times as long as most statements do. An
 * expression is not looked into, and `+?` is one that says the same.
 */
import type { Database } from 'better-sqlite3'

/** A parameter that something is compared with, or that limits. */
const COMPARED = /([=<>]|\b(?:IS|BETWEEN|AND|LIMIT|OFFSET)) (?=[?@])/g

/** From here on, for all that is prepared. */
export function steady(db: Database): void {
  const prepare = db.prepare.bind(db)
  db.prepare = (sql: string) => prepare(sql.replace(COMPARED, '$1 +'))
}
