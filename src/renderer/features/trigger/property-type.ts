import type { JsonObject } from '#contract/common.ts'
import { jsonText, parseJson } from '#contract/json-text.ts'

type Json = JsonObject[string]

/** How a property is asked for. Arrays, and what no input fits, are JSON in a line of text. */
export type Kind = { readonly kind: 'text' | 'number' | 'boolean' | 'json' | 'group' } | { readonly kind: 'choice'; readonly options: readonly string[] }

const NUMBER = /^(?:number|int(?:eger)?|int32|int64|long|float|double|decimal)\b/i
const BOOLEAN = /^bool(?:ean)?\b/i
/** `Female | Male`: words with bars between. */
const CHOICE = /^[\w.-]+(?:\s*\|\s*[\w.-]+)+$/

/** Which input fits a property: what its value is decides, and where there is none the provider's own word for its type. */
export function kindOf(type: string, value: Json | undefined): Kind {
  if (Array.isArray(value)) return { kind: 'json' }
  if (value !== null && typeof value === 'object') return { kind: 'group' }
  const options = CHOICE.test(type.trim()) ? type.split('|').map((one) => one.trim()) : []
  if (options.length > 0 && (value === undefined || value === null || typeof value === 'string')) {
    return { kind: 'choice', options: typeof value === 'string' && value !== '' && !options.includes(value) ? [...options, value] : options }
  }
  if (typeof value === 'number' || typeof value === 'bigint') return { kind: 'number' }
  if (typeof value === 'boolean') return { kind: 'boolean' }
  if (typeof value === 'string') return { kind: 'text' }
  if (NUMBER.test(type)) return { kind: 'number' }
  if (BOOLEAN.test(type)) return { kind: 'boolean' }
  return /^[[{]|\[\]$|^array\b/i.test(type.trim()) ? { kind: 'json' } : { kind: 'text' }
}

/** What was typed into a line of JSON: the value, or undefined while it is none. */
export function jsonOf(text: string): { readonly value: Json } | undefined {
  if (text.trim() === '') return { value: null }
  try {
    return { value: parseJson(text) as Json }
  } catch {
    return undefined
  }
}

/** What was typed into an input for numbers: null where nothing is, undefined while it is none. Whole numbers keep their digits. */
export function numberOf(typed: string | number): number | bigint | null | undefined {
  if (typed === '') return null
  const value = Number(typed)
  if (/^-?\d+$/.test(String(typed)) && !Number.isSafeInteger(value)) return BigInt(typed)
  return Number.isFinite(value) ? value : undefined
}

/** JSON text as an object; null when it is anything else. */
export function objectOf(text: string): JsonObject | null {
  const parsed = jsonOf(text)?.value
  return parsed !== null && typeof parsed === 'object' && !Array.isArray(parsed) ? parsed : null
}

export const textOfData = (data: JsonObject): string => jsonText(data, 2)
