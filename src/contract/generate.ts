/** Secrets that are left to chance. The page makes them as the engine does. */
import type { JsonObject } from './common.ts'
import type { Field, Generator } from './provider.ts'

export function generate({ prefix, bytes, encoding }: Generator): string {
  const base64 = btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(bytes))))
  return prefix + (encoding === 'base64' ? base64 : base64.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''))
}

/** The settings, with a value made for each field that can be and need not be given. `before`: what they replace; a value is made as the one before it was. */
export function withGenerated(fields: readonly Field[], settings: JsonObject, before: JsonObject = {}): JsonObject {
  const made = fields.flatMap(({ key, required, generators }): [string, string][] => {
    const [first] = generators ?? []
    if (!first || required || settings[key] !== undefined) return []
    const last = before[key]
    const same = generators?.find(({ prefix }) => typeof last === 'string' && last.startsWith(prefix))
    return [[key, generate(same ?? first)]]
  })
  return { ...settings, ...Object.fromEntries(made) }
}
