/** How much of what somebody sent is looked at and told: comparing must end soon, whatever the two are. */
import type { DiffText } from '#contract/diff.ts'

/** Bytes of a body that are compared in detail; equality is decided by all of them. */
export const EXAMINED_BYTES = 1024 * 1024
/** Lines, headers or array elements that may differ before the alignment is given up and all between the first and last difference counts as replaced. */
export const MOST_EDITS = 500
/** Lines of one body that are compared. */
export const MOST_LINES = 20_000
/** Rows that are told. */
export const MOST_ROWS = 2_000
/** Paths that are told. */
export const MOST_PATHS = 500
/** Characters of one value or line that are told. */
const MOST_CHARACTERS = 2_000

export const cutText = (text: string): DiffText => ({ text: text.slice(0, MOST_CHARACTERS), cut: Math.max(0, text.length - MOST_CHARACTERS) })
