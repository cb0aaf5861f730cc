import type { JsonObject } from './common.ts'

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * JSON merge patch (RFC 7396): objects merge field by field, null removes a field, everything else replaces.
 * Neither argument is changed.
 */
export function mergePatch(target: JsonObject, patch: JsonObject): JsonObject {
  const merged = new Map(Object.entries(target))
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key)
    else if (isObject(value)) {
      const before = merged.get(key)
      merged.set(key, mergePatch(isObject(before) ? before : {}, value))
    } else merged.set(key, value)
  }
  // fromEntries defines own properties, so a hostile `__proto__` stays a plain key.
  return Object.fromEntries(merged)
}
