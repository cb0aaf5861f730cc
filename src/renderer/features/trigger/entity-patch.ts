import type { JsonObject } from '#contract/common.ts'
import { jsonText } from '#contract/json-text.ts'

type Json = JsonObject[string]

const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The JSON merge patch (RFC 7396) that makes `after` of `before`: only what differs is in it, null where a field is gone. */
export function patchBetween(before: JsonObject, after: JsonObject): JsonObject {
  const patch: [string, Json][] = []
  for (const key of Object.keys(before)) if (after[key] === undefined) patch.push([key, null])
  for (const [key, value] of Object.entries(after)) {
    const old = before[key]
    if (isObject(old) && isObject(value)) {
      const inner = patchBetween(old, value)
      if (Object.keys(inner).length > 0) patch.push([key, inner])
    } else if (old === undefined || jsonText(old) !== jsonText(value)) patch.push([key, value])
  }
  return Object.fromEntries(patch)
}
