/** Keyset paging over row numbers: a cursor is the last row of the page before. */
import { ProblemError } from '#contract/problem.ts'

/** Row number below which a page starts; without a cursor, above all. */
export function rowBefore(cursor: string | undefined): number {
  if (cursor === undefined) return Number.MAX_SAFE_INTEGER
  if (!/^[1-9]\d{0,14}$/.test(cursor)) throw new ProblemError('bad_request', `The cursor ${JSON.stringify(cursor)} is not one that a page gave.`)
  return Number(cursor)
}

/** Cursor of the page after `rows`, of which one more than `limit` were asked for. */
export const cursorOf = (rows: readonly { readonly id: number }[], limit: number): string | null =>
  rows.length > limit ? String(rows[limit - 1]?.id) : null
