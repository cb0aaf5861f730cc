/**
 * JSON text to values and back with every digit of its whole numbers. JavaScript's own numbers lose digits beyond 2^53, which ids of
 * 64 bits reach: whole numbers out there are BigInts here. Fractions stay numbers, as they are doubles wherever they come from.
 */
declare global {
  interface JSON {
    /** ES2026: what stringify writes as it is. */
    rawJSON(text: string): unknown
  }
}

/** Longer ones are no ids, and slow to read: they become numbers as JSON has them elsewhere. */
const MOST_DIGITS = 100
/** Where a value begins: digits in a text, as message ids often are, need no second look. */
const LONG_NUMBER = /(?:^|[\s,:[])-?\d{16}/

/** For `JSON.parse`: whole numbers that a number would change become BigInts. */
export function keepDigits(_key: string, value: unknown, context?: { readonly source?: string }): unknown {
  if (typeof value !== 'number' || Number.isSafeInteger(value)) return value
  const source = context?.source ?? ''
  return source.length <= MOST_DIGITS && /^-?\d+$/.test(source) ? BigInt(source) : value
}

/** For `JSON.stringify`: a BigInt is written as the number that it is. */
export const writeDigits = (_key: string, value: unknown): unknown => (typeof value === 'bigint' ? JSON.rawJSON(String(value)) : value)

/** @throws SyntaxError. */
export function parseJson(text: string): unknown {
  // Looking at each value takes several times as long as reading them all: only where there may be one.
  return LONG_NUMBER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text)
}

/** @param indent columns; absent: on one line. */
export const jsonText = (value: unknown, indent?: number): string => JSON.stringify(value, writeDigits, indent)
