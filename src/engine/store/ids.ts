import { ID_PREFIX, type IdKind } from '#contract/common.ts'
import { ProblemError } from '#contract/problem.ts'

/** Row number to public id. */
export const idOf = (kind: IdKind, row: number): string => `${ID_PREFIX[kind]}_${row}`

/** Public id to row number; undefined when it is not an id of that kind. */
export function rowOf(kind: IdKind, id: string): number | undefined {
  const prefix = `${ID_PREFIX[kind]}_`
  const digits = id.startsWith(prefix) ? id.slice(prefix.length) : ''
  return /^[1-9]\d{0,14}$/.test(digits) ? Number(digits) : undefined
}

/** The error for an id that names nothing. */
export const notFound = (what: string, id: string, hint = ''): ProblemError =>
  new ProblemError('not_found', `There is no ${what} ${JSON.stringify(id.slice(0, 100))}.${hint && ` ${hint}`}`)

export const isoTime = (ms: number): string => new Date(ms).toISOString()
export const isoTimeOrNull = (ms: number | null): string | null => (ms === null ? null : isoTime(ms))
