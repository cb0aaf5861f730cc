/** Changes a request before it is sent again. Pure. */
import type { Headers, JsonObject } from '#contract/common.ts'
import { jsonText, parseJson } from '#contract/json-text.ts'
import { mergePatch } from '#contract/merge-patch.ts'
import { ProblemError } from '#contract/problem.ts'
import type { ReplayEdit } from '#contract/replay.ts'

const isObject = (value: unknown): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * The text after the edit; the same text where it is about headers alone.
 * @throws `ProblemError('invalid')`: there is nothing in it that a merge patch could change.
 */
export function editText(text: string, { merge, body }: ReplayEdit): string {
  if (body !== undefined) return body
  if (merge === undefined) return text
  const patched = patchAll(readJson(text), merge)
  if (patched === undefined) throw new ProblemError('invalid', 'A merge patch changes a JSON object, or the objects of a list: this body is neither. Replace the body.')
  return jsonText(patched)
}

function patchAll(value: unknown, patch: JsonObject): unknown {
  if (isObject(value)) return mergePatch(value, patch)
  return Array.isArray(value) && value.length > 0 && value.every(isObject) ? value.map((item) => mergePatch(item, patch)) : undefined
}

function readJson(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}

type HeaderEdit = Pick<ReplayEdit, 'setHeaders' | 'removeHeaders'>

/** As a delivery keeps it; null: no header is changed. */
export const headerEditOf = ({ setHeaders, removeHeaders }: HeaderEdit = {}): string | null =>
  setHeaders || removeHeaders ? JSON.stringify({ setHeaders, removeHeaders }) : null

/** A header that is set stands where the first of its name stood, else at the end. */
export function editHeaders(headers: Headers, kept: string | null): Headers {
  if (kept === null) return headers
  const { setHeaders = {}, removeHeaders = [] } = JSON.parse(kept) as HeaderEdit
  const removed = new Set(removeHeaders.map((name) => name.toLowerCase()))
  const left = new Map(Object.entries(setHeaders).map(([name, value]) => [name.toLowerCase(), [name, value] as [string, string]]))
  const replaced = new Set(left.keys())
  const edited = headers.flatMap(([name, value]): Headers => {
    const key = name.toLowerCase()
    if (replaced.has(key)) {
      const set = left.get(key)
      left.delete(key)
      return set ? [set] : []
    }
    return removed.has(key) ? [] : [[name, value]]
  })
  return [...edited, ...left.values()]
}
